import {
  Component,
  Injector,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  output,
  untracked,
  viewChild,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute } from '@angular/router';
import { Icon } from '../../../ui/icon';
import { LoadFailed } from '../../../ui/load-failed';
import { Skeleton } from '../../../ui/skeleton';
import type { Thread } from '../data-access/thread';
import type { Turn } from '../data-access/thread-state';
import { AnswerTurn } from './answer-turn';
import { toExchanges } from './exchanges';
import { FollowBottom } from './follow-bottom';
import { QuestionTurn } from './question-turn';

interface Edited {
  readonly key: string;
  readonly text: string;
}

/** A turn of which another version is wanted: of a question with this text. */
export interface Replacement {
  readonly turn: Turn;
  readonly text: string;
}

/** The conversation itself: a log that follows what is written, as long as its reader does. */
@Component({
  selector: 'pd-thread-view',
  imports: [AnswerTurn, FollowBottom, Icon, LoadFailed, QuestionTurn, Skeleton],
  host: { class: 'relative flex min-h-0 flex-1 flex-col' },
  templateUrl: './thread-view.html',
})
export class ThreadView {
  private readonly injector = inject(Injector);
  /** The message that the address names, as in `#m-<id>`. */
  private readonly named = toSignal(inject(ActivatedRoute).fragment);
  private readonly scroll = viewChild.required(FollowBottom);

  private shown = '';
  private sought = '';

  readonly thread = input.required<Thread>();
  /** The failed message is to be sent again. */
  readonly retry = output();
  readonly replace = output<Replacement>();

  protected readonly exchanges = computed(() => toExchanges(this.thread().state().turns));
  protected readonly hasOlder = computed(() => this.thread().state().olderCursor !== null);
  protected readonly empty = computed(
    () => this.exchanges().length === 0 && !this.thread().loading() && !this.thread().loadFailure(),
  );
  /** Nothing else can be asked while an answer is written, or a message waits to be sent again. */
  protected readonly locked = computed(() => this.thread().busy() || this.thread().holdsUnsent());
  protected readonly hidesOther = computed(
    () => (this.thread().state().unsent?.aside.length ?? 0) > 0,
  );
  /** The question that is being written anew. */
  protected readonly editing = linkedSignal<Thread, Edited | null>({
    source: () => this.thread(),
    computation: () => null,
  });

  /** Where the conversation is; asked for by every turn of it, whenever it is drawn. */
  private readonly address = computed(() => {
    const id = this.thread().conversationId();
    return id === null ? null : new URL(`/chat/${id}`, location.origin).href;
  });

  /** Changes with every send. */
  private readonly newest = computed(
    () =>
      this.thread()
        .state()
        .turns.findLast(({ key }) => key.endsWith(':a'))?.key,
  );

  constructor() {
    effect(() => {
      this.thread();
      this.newest();
      untracked(() => this.afterRender(() => this.scroll().toBottom()));
    });
    effect(() => {
      const name = this.named();
      if (!name?.startsWith('m-') || this.thread().loading() || this.thread().loadFailure()) return;
      const { turns, olderCursor } = this.thread().state();
      const isHere = turns.some((turn) => this.anchorOf(turn) === name);
      untracked(() => {
        if (isHere) this.showOnce(name);
        else if (olderCursor !== null) void this.loadOlder();
        else this.findOnce(name);
      });
    });
  }

  /** Opens the editor of the last question, if there is one. */
  editLast(): void {
    const question = this.exchanges().findLast((each) => each.question)?.question;
    if (question?.id && !this.locked()) this.edit(question, question.content);
  }

  protected edit({ key }: Turn, text: string | null): void {
    this.editing.set(text === null ? null : { key, text });
  }

  protected save(turn: Turn, text: string): void {
    this.editing.set(null);
    this.replace.emit({ turn, text });
  }

  /** Gives up what was not accepted; a question that was edited goes on being edited. */
  protected goBack(): void {
    const { turns, unsent } = this.thread().state();
    const [failed, replaced] = [turns[unsent?.from ?? 0], unsent?.aside[0]];
    this.thread().withdraw();
    if (replaced?.role === 'user') this.edit(replaced, failed?.content ?? '');
  }

  /** Shows another version where the one before it was. */
  protected async show(id: string): Promise<void> {
    const settle = this.scroll().letGo();
    await this.thread().show(id);
    this.afterRender(settle);
  }

  protected anchorOf({ id, key }: Turn): string {
    return `m-${id ?? key}`;
  }

  /** The address of a message, for those who may read the conversation. */
  protected linkTo(turn: Turn): string | null {
    const address = this.address();
    return turn.id === null || address === null ? null : `${address}#${this.anchorOf(turn)}`;
  }

  protected async loadOlder(): Promise<void> {
    await this.thread().loadOlder();
    this.afterRender(this.scroll().keepPlace());
  }

  protected reload(): void {
    void this.thread().load();
  }

  /** A named message is shown when it is there first, and not again when another one comes. */
  private showOnce(name: string): void {
    if (this.shown === `${this.thread().conversationId()} ${name}`) return;
    this.shown = `${this.thread().conversationId()} ${name}`;
    this.afterRender(() => {
      const element = document.getElementById(name);
      if (element) this.scroll().show(element);
    });
  }

  /** A message that is not on this branch may be on another one. */
  private findOnce(name: string): void {
    if (this.sought === `${this.thread().conversationId()} ${name}`) return;
    this.sought = `${this.thread().conversationId()} ${name}`;
    void this.thread().show(name.slice('m-'.length));
  }

  private afterRender(work: () => void): void {
    afterNextRender({ read: work }, { injector: this.injector });
  }
}
