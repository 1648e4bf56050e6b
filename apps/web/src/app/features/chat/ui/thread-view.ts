import {
  Component,
  Injector,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
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
import { AnswerTurn } from './answer-turn';
import { toExchanges } from './exchanges';
import { FollowBottom } from './follow-bottom';
import { QuestionTurn } from './question-turn';

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

  readonly thread = input.required<Thread>();
  /** The failed message is to be sent again. */
  readonly retry = output();

  protected readonly exchanges = computed(() => toExchanges(this.thread().state().turns));
  protected readonly hasOlder = computed(() => this.thread().state().olderCursor !== null);
  protected readonly empty = computed(
    () => this.exchanges().length === 0 && !this.thread().loading() && !this.thread().loadFailure(),
  );
  /** Changes with every send, and when another conversation is shown. */
  private readonly newest = computed(() => this.exchanges().at(-1)?.key);

  constructor() {
    effect(() => {
      this.newest();
      untracked(() => this.afterRender(() => this.scroll().toBottom()));
    });
    effect(() => {
      const name = this.named();
      if (!name?.startsWith('m-') || this.thread().loading() || this.thread().loadFailure()) return;
      const isHere = this.thread()
        .state()
        .turns.some(({ key }) => `m-${key}` === name);
      untracked(() => (isHere ? this.showOnce(name) : void this.loadOlder()));
    });
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

  private afterRender(work: () => void): void {
    afterNextRender({ read: work }, { injector: this.injector });
  }
}
