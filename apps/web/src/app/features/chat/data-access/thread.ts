import { computed, signal, type Signal } from '@angular/core';
import type { ChatEvent, ChatRequest, MessageView, MessagesAnswer } from '@prome-dify/contracts';
import { Subscription, type Observable } from 'rxjs';
import { failureOf, type Failure } from '../../../core/http/failure';
import { frameBatches } from '../../../core/stream/frame-batches';
import { isTerminal } from './chat-event';
import type { StreamItem } from './chat-stream';
import type { ThreadAction } from './thread-action';
import { runningGeneration } from './thread-page';
import type { ThreadListener, ThreadTransport } from './thread-port';
import { reduceThread } from './thread-reducer';
import { emptyThread, placeOf, type ThreadState, type Turn } from './thread-state';

/** One conversation on this device: its state, and what can be done with it. Lives on in the background. */
export class Thread {
  private readonly current;
  private readonly problem = signal<Failure | null>(null);
  private readonly waiting = signal(false);
  private stream = Subscription.EMPTY;
  /** The conversation's id when the last message was sent. */
  private scope: string | null = null;
  /** Stop was pressed, perhaps before the server had named the generation. */
  private stopWanted = false;

  readonly state: Signal<ThreadState>;
  /** Why the history could not be loaded. */
  readonly loadFailure = this.problem.asReadonly();
  /** Whether history is on its way. */
  readonly loading = this.waiting.asReadonly();
  readonly busy = computed(() => this.state().phase !== 'idle');
  readonly conversationId = computed(() => this.state().conversationId);
  /** Whether the last message is one that the server has not accepted. */
  readonly holdsUnsent = computed(() => this.state().unsent !== null);

  constructor(
    private readonly transport: ThreadTransport,
    private readonly listener: ThreadListener,
    conversationId: string | null,
  ) {
    this.current = signal(emptyThread(conversationId));
    this.state = this.current.asReadonly();
  }

  /**
   * Sends a message, unless an answer is running. `key` makes a repeated send the same one. Where it
   * comes `instead` of a turn, that stays as another version; of an answer there is no new `text`.
   */
  send(text: string, key: string, model: string | null, instead?: Turn): void {
    if (this.busy()) return;
    this.scope = this.conversationId();
    const name = `${key}:${this.state().turns.length}`;
    this.dispatch({ kind: 'send', key: name, text, instead: instead?.key });
    const request: ChatRequest = {
      ...(instead?.role !== 'assistant' && { message: text }),
      ...placeOf(instead),
      ...(this.scope !== null && { conversationId: this.scope }),
      ...(model !== null && { model }),
    };
    this.follow(this.transport.send(request, key));
  }

  /** Stops the running answer. What was shown stays, and is what is paid for. */
  stop(): void {
    if (!this.busy() || this.stopWanted) return;
    this.stopWanted = true;
    this.dispatch({ kind: 'stopping' });
    this.requestStop();
  }

  /** Takes back a message that was not accepted. */
  withdraw(): void {
    if (!this.busy()) this.dispatch({ kind: 'withdraw' });
  }

  /** Loads the newest messages, and goes on with an answer that is running. */
  async load(): Promise<void> {
    await this.fetch(null, (answer) => {
      this.dispatch({ kind: 'loaded', answer });
      const generationId = runningGeneration(answer);
      if (generationId !== null && !this.busy()) this.attach(generationId);
    });
  }

  async loadOlder(): Promise<void> {
    const cursor = this.state().olderCursor;
    if (cursor === null || this.loading()) return;
    await this.fetch(cursor, (answer) => this.dispatch({ kind: 'olderLoaded', answer }));
  }

  /** Shows the branch with this message, to its newest end; what was shown stays another branch. */
  async show(messageId: string): Promise<void> {
    const conversationId = this.conversationId();
    if (conversationId === null || this.busy()) return;
    try {
      await this.transport.activate(conversationId, messageId);
      const answer = await this.pageBackTo(conversationId, messageId);
      this.dispatch({ kind: 'loaded', answer });
    } catch {
      // Somebody else may be asking something here: what there is now is the answer to everything.
      await this.load();
    }
  }

  /** Leaves the stream; the answer may go on without us. */
  dispose(): void {
    this.stream.unsubscribe();
  }

  private attach(generationId: string): void {
    this.dispatch({ kind: 'attach', generationId });
    this.follow(this.transport.attach(generationId));
  }

  private follow(items: Observable<StreamItem>): void {
    this.stopWanted = false;
    this.stream = items.pipe(frameBatches(lengthOf)).subscribe({
      next: (batch) => this.take(batch),
      error: (error: unknown) => this.fail(failureOf(error)),
    });
  }

  private take(batch: readonly StreamItem[]): void {
    const unsent = this.holdsUnsent();
    this.dispatch(...batch);
    if (unsent && !this.holdsUnsent()) this.listener.sent(this.scope);
    for (const item of batch) {
      if (item.kind === 'accepted' && this.stopWanted) this.requestStop();
      if (item.kind === 'event') this.tell(item.event);
    }
  }

  private tell(event: ChatEvent): void {
    if (event.event === 'meta') {
      const question = this.state().turns.at(-2)?.content ?? '';
      this.listener.began(event.data.conversation_id, question);
    } else if (event.event === 'usage') {
      this.listener.charged();
    } else if (event.event === 'done') {
      this.listener.ended(event.data.conversationId);
    }
    if (isTerminal(event)) this.noticeEnd();
  }

  private fail(failure: Failure): void {
    this.dispatch({ kind: 'failed', failure });
    this.noticeEnd();
  }

  /** What was refused may go back to the composer; what was accepted is looked up. */
  private noticeEnd(): void {
    const { failure } = this.state().turns.at(-1) ?? {};
    if (!this.holdsUnsent()) void this.learn();
    else if (failure && !this.listener.refused(this.scope, failure)) this.withdraw();
  }

  /** The stream has told no ids and no versions. To go without them is no failure. */
  private async learn(): Promise<void> {
    const conversationId = this.conversationId();
    if (conversationId === null) return;
    const answer = await this.transport.messages(conversationId, null).catch(() => null);
    if (answer && runningGeneration(answer) === null) this.dispatch({ kind: 'loaded', answer });
  }

  /** The newest messages of the branch that is shown, back to this one. */
  private async pageBackTo(conversationId: string, messageId: string): Promise<MessagesAnswer> {
    let messages: readonly MessageView[] = [];
    let nextCursor: string | null = null;
    do {
      const page = await this.transport.messages(conversationId, nextCursor);
      messages = [...page.messages, ...messages];
      nextCursor = page.nextCursor;
    } while (nextCursor !== null && !messages.some(({ id }) => id === messageId));
    return { messages, nextCursor };
  }

  private requestStop(): void {
    const { generationId } = this.state();
    if (generationId === null) return;
    this.transport.stop(generationId).catch(() => {
      this.stopWanted = false;
      this.dispatch({ kind: 'stopFailed' });
    });
  }

  private async fetch(
    cursor: string | null,
    show: (answer: MessagesAnswer) => void,
  ): Promise<void> {
    const conversationId = this.conversationId();
    if (conversationId === null) return;
    this.waiting.set(true);
    this.problem.set(null);
    try {
      show(await this.transport.messages(conversationId, cursor));
    } catch (error) {
      this.problem.set(failureOf(error));
    } finally {
      this.waiting.set(false);
    }
  }

  private dispatch(...actions: ThreadAction[]): void {
    this.current.update((state) => actions.reduce(reduceThread, state));
  }
}

/** Characters that an item adds to the answer. */
function lengthOf(item: StreamItem): number {
  return item.kind === 'event' && item.event.event === 'answer'
    ? item.event.data.content.length
    : 0;
}
