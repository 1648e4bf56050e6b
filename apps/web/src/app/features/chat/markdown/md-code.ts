import {
  Component,
  ElementRef,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  signal,
} from '@angular/core';
import { CopyButton } from '../../../ui/copy-button';
import { Icon } from '../../../ui/icon';
import type { CodeBlock } from './block';
import type { CodePiece } from './highlight';
import { idle, unselected } from './idle';
import { MdPieces } from './md-pieces';

/** Longer code is shown as it is. */
const HIGHLIGHTED_MAX = 50_000;

/** Pieces that are drawn at once, without anybody noticing. */
const PIECES_AT_ONCE = 100;

type Finished = Pick<CodeBlock, 'text' | 'language'>;

/**
 * A block of code: its language, a way to copy it, and a frame that scrolls, unless lines are wrapped.
 * Once its fence is closed it is highlighted, from the top down and in the page's idle time.
 */
@Component({
  selector: 'md-code',
  imports: [CopyButton, Icon, MdPieces],
  template: `
    <figure class="border-line bg-low overflow-hidden rounded-xl border">
      <figcaption
        class="border-line text-muted flex items-center justify-between border-b py-0.5 pr-1 pl-4 text-[0.8125rem]"
      >
        <span>{{ language() }}</span>
        <div class="flex items-center">
          <button
            type="button"
            class="quiet-button"
            i18n-aria-label="@@code.wrap"
            aria-label="Wrap lines"
            [attr.aria-pressed]="wrapped()"
            (click)="wrapped.set(!wrapped())"
          >
            <ui-icon name="wrap" [size]="16" />
          </button>
          <!-- Half of a program is nothing to take along; its button keeps its place. -->
          <ui-copy-button [class.invisible]="!code().closed" [text]="code().text" />
        </div>
      </figcaption>
      <pre
        tabindex="0"
        class="overflow-x-auto px-4 py-3 font-mono text-[0.875rem] leading-relaxed [overflow-wrap:normal]"
        [class.code-wrapped]="wrapped()"
      ><code>@for (pieces of highlighted(); track $index) {<md-pieces [pieces]="pieces" />}{{ rest() }}</code></pre>
    </figure>
  `,
})
export class MdCode {
  readonly code = input.required<CodeBlock>();

  protected readonly wrapped = signal(false);
  protected readonly language = computed(
    () => this.code().language || $localize`:@@markdown.text:text`,
  );

  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly finished = computed(() => finishedOf(this.code()), { equal: isSame });
  /** What is highlighted so far; the rest of the code is still plain. */
  protected readonly highlighted = linkedSignal<Finished | null, (readonly CodePiece[])[]>({
    source: this.finished,
    computation: () => [],
  });
  protected readonly rest = computed(() => {
    const pieces = this.highlighted().flat();
    return this.code().text.slice(pieces.reduce((chars, { text }) => chars + text.length, 0));
  });

  constructor() {
    effect((onCleanup) => {
      const code = this.finished();
      const stopping = new AbortController();
      onCleanup(() => stopping.abort());
      // Whoever has no network reads it as it is.
      if (code) this.highlight(code, stopping.signal).catch(() => undefined);
    });
  }

  private async highlight({ text, language }: Finished, signal: AbortSignal): Promise<void> {
    const { highlight } = await import('./highlight');
    const pieces = await highlight(text, language);
    for (let drawn = 0; drawn < pieces.length; drawn += PIECES_AT_ONCE) {
      await idle();
      await unselected(this.element, signal);
      if (signal.aborted) return;
      const next = pieces.slice(drawn, drawn + PIECES_AT_ONCE);
      this.highlighted.update((before) => [...before, next]);
    }
  }
}

function finishedOf({ text, language, closed }: CodeBlock): Finished | null {
  return closed && language !== '' && text.length <= HIGHLIGHTED_MAX ? { text, language } : null;
}

function isSame(before: Finished | null, next: Finished | null): boolean {
  return before?.text === next?.text && before?.language === next?.language;
}
