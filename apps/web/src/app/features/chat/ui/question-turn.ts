import {
  Component,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  inject,
  input,
  output,
  viewChild,
} from '@angular/core';
import { CopyButton } from '../../../ui/copy-button';
import { Icon } from '../../../ui/icon';
import { placeOf, type Turn } from '../data-access/thread-state';
import { QuestionEditor } from './question-editor';
import { VersionPager } from './version-pager';

/** What the user said, as it was written, or as it is being written anew. */
@Component({
  selector: 'pd-question-turn',
  imports: [CopyButton, Icon, QuestionEditor, VersionPager],
  host: { class: 'flex flex-col items-end' },
  template: `
    <h2 class="sr-only" i18n="@@thread.you">You</h2>
    @if (edited() !== null) {
      <pd-question-editor
        [start]="edited() ?? ''"
        [place]="place()"
        [locked]="locked()"
        (save)="save.emit($event)"
        (leave)="close()"
      />
    } @else {
      <p
        class="bg-mid max-w-[85%] rounded-2xl rounded-br-md px-4 py-2.5 leading-relaxed [overflow-wrap:anywhere] whitespace-pre-wrap"
      >
        {{ turn().content }}
      </p>
      <!-- Has its place from the start: nothing below moves when the question gets its id. -->
      <div
        class="text-muted mt-1 flex items-center gap-x-1 text-[0.8125rem]"
        [class.invisible]="turn().id === null"
      >
        @if (turn().version; as version) {
          <pd-version-pager [version]="version" [locked]="locked()" (show)="show.emit($event)" />
        }
        <button
          #opener
          type="button"
          class="quiet-button"
          [attr.aria-disabled]="locked()"
          (click)="open()"
        >
          <ui-icon name="pencil" [size]="16" /><span i18n="@@question.edit">Edit</span>
        </button>
        <ui-copy-button
          label="Copy question"
          i18n-label="@@question.copy"
          [compact]="true"
          [text]="turn().content"
        />
        @if (link(); as address) {
          <ui-copy-button
            [icon]="'link'"
            label="Copy link"
            i18n-label="@@turn.copy-link"
            [compact]="true"
            [text]="address"
          />
        }
      </div>
    }
  `,
})
export class QuestionTurn {
  private readonly injector = inject(Injector);
  private readonly opener = viewChild<ElementRef<HTMLButtonElement>>('opener');

  readonly turn = input.required<Turn>();
  readonly conversationId = input.required<string | null>();
  /** Its own address; `null` while it has none. */
  readonly link = input.required<string | null>();
  /** What is being written in place of it; `null` while nothing is. */
  readonly edited = input.required<string | null>();
  /** Whether nothing can be asked here now. */
  readonly locked = input.required<boolean>();
  /** With what the editor begins; `null` closes it. */
  readonly edit = output<string | null>();
  readonly save = output<string>();
  readonly show = output<string>();

  protected readonly place = computed(() => {
    const conversationId = this.conversationId();
    return { ...(conversationId !== null && { conversationId }), ...placeOf(this.turn()) };
  });

  protected open(): void {
    if (!this.locked()) this.edit.emit(this.turn().content);
  }

  protected close(): void {
    this.edit.emit(null);
    afterNextRender(() => this.opener()?.nativeElement.focus(), { injector: this.injector });
  }
}
