import type { ChatEvent } from '@prome-dify/contracts';
import { of, type Observable } from 'rxjs';
import { ServerStream } from '../../../core/stream/server-stream.fixture';
import { sendMessage, attachToAnswer, type StreamItem, type StreamPort } from './chat-stream';

interface Recorded {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: unknown;
  readonly signal: AbortSignal | null | undefined;
}

type Answer = (signal: AbortSignal | null | undefined) => Promise<Response>;

/** Answers a chat client's requests in the order in which it was told to, and fails on one more. */
export class ChatServer implements StreamPort {
  readonly requests: Recorded[] = [];
  /** The tries that were waited for. */
  readonly waits: number[] = [];
  private readonly answers: Answer[] = [];

  /** The next request gets a stream that the test writes. */
  stream(generationId: string | null = 'g-1'): ServerStream {
    const stream = new ServerStream(
      generationId === null ? {} : { 'x-generation-id': generationId },
    );
    this.answers.push((signal) => stream.to(signal));
    return stream;
  }

  refuse(response: Response): void {
    this.answers.push(async () => response);
  }

  breakDown(error: Error = new TypeError('fetch failed')): void {
    this.answers.push(() => Promise.reject(error));
  }

  request(url: string, init: RequestInit): Promise<Response> {
    const { method = 'GET', headers, body, signal } = init;
    const sent: unknown = typeof body === 'string' ? JSON.parse(body) : null;
    this.requests.push({ method, url, headers: new Headers(headers), body: sent, signal });
    const answer = this.answers.shift();
    if (!answer) throw new Error(`nobody expected ${method} ${url}`);
    return answer(signal);
  }

  wait(attempt: number): Observable<unknown> {
    this.waits.push(attempt);
    return of(null);
  }

  get lines(): string[] {
    return this.requests.map(({ method, url }) => `${method} ${url}`);
  }

  send(message = 'Hello', key = 'key-1'): Reader {
    return new Reader(sendMessage(this, { message }, key));
  }

  attach(generationId: string): Reader {
    return new Reader(attachToAnswer(this, generationId));
  }
}

/** Everything that a stream has told so far, and how it ended. */
export class Reader {
  readonly items: StreamItem[] = [];
  failure: unknown = null;
  readonly ended: Promise<void>;
  private readonly stopReading: () => void;

  constructor(source: Observable<StreamItem>) {
    let finish = (): void => undefined;
    this.ended = new Promise((resolve) => {
      finish = resolve;
    });
    const subscription = source.subscribe({
      next: (item) => this.items.push(item),
      error: (error: unknown) => {
        this.failure = error;
        finish();
      },
      complete: finish,
    });
    this.stopReading = () => subscription.unsubscribe();
  }

  leave(): void {
    this.stopReading();
  }

  get events(): ChatEvent[] {
    return this.items.flatMap((item) => (item.kind === 'event' ? [item.event] : []));
  }

  get text(): string {
    return this.events.map(({ event, data }) => (event === 'answer' ? data.content : '')).join('');
  }
}
