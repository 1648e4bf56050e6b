import type { ChatEvent, ChatRequest, MessagesAnswer } from '@prome-dify/contracts';
import { Subject, type Observable } from 'rxjs';
import type { Failure } from '../../../core/http/failure';
import type { StreamItem } from './chat-stream';
import { Thread } from './thread';
import type { ThreadListener, ThreadTransport } from './thread-port';

/** A thread whose API is played by the test. */
export class PlayedThread implements ThreadTransport, ThreadListener {
  readonly sent$: { readonly request: ChatRequest; readonly key: string }[] = [];
  readonly attached: string[] = [];
  readonly stops: string[] = [];
  /** The messages whose branches were wanted. */
  readonly activated: string[] = [];
  /** What the listener was told, in order. */
  readonly told: string[] = [];
  /** Whether a message that was refused stays at its turn. */
  keeps = true;
  stopFails = false;
  busyElsewhere = false;
  history: (cursor: string | null) => Promise<MessagesAnswer> = () => Promise.reject(new Error());
  readonly thread: Thread;
  private stream = new Subject<StreamItem>();

  constructor(conversationId: string | null = null) {
    this.thread = new Thread(this, this, conversationId);
  }

  get state() {
    return this.thread.state();
  }

  get reading(): boolean {
    return this.stream.observed;
  }

  /** Says something on the stream; the frames in between pass. */
  say(...events: ChatEvent[]): void {
    for (const event of events) this.stream.next({ kind: 'event', event });
  }

  accept(generationId: string | null = 'g-1'): void {
    this.stream.next({ kind: 'accepted', generationId });
  }

  end(): void {
    this.stream.complete();
  }

  break(failure: unknown): void {
    this.stream.error(failure);
  }

  send(request: ChatRequest, key: string): Observable<StreamItem> {
    this.sent$.push({ request, key });
    this.stream = new Subject();
    return this.stream;
  }

  attach(generationId: string): Observable<StreamItem> {
    this.attached.push(generationId);
    this.stream = new Subject();
    return this.stream;
  }

  stop(generationId: string): Promise<unknown> {
    this.stops.push(generationId);
    return this.stopFails ? Promise.reject(new Error('unreachable')) : Promise.resolve();
  }

  async activate(_conversationId: string, messageId: string): Promise<void> {
    this.activated.push(messageId);
    if (this.busyElsewhere) throw new Error('busy');
  }

  messages(_conversationId: string, cursor: string | null): Promise<MessagesAnswer> {
    return this.history(cursor);
  }

  sent(scope: string | null): void {
    this.told.push(`sent ${scope}`);
  }

  refused(scope: string | null, failure: Failure): boolean {
    this.told.push(`refused ${scope} ${failure.code}`);
    return this.keeps;
  }

  began(conversationId: string, firstMessage: string): void {
    this.told.push(`began ${conversationId} ${firstMessage}`);
  }

  charged(): void {
    this.told.push('charged');
  }

  ended(): void {
    this.told.push('ended');
  }
}
