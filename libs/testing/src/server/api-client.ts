import type { AuthAnswer, ChatEvent, ChatRequest } from '@prome-dify/contracts';
import type { EventSourceMessage } from 'eventsource-parser';
import { createParser } from 'eventsource-parser';

/** An answer with its JSON body read. */
export interface ApiAnswer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** A chat event with its SSE id. */
export type ReceivedEvent = ChatEvent & { readonly id: number };

export interface CallOptions {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

let accounts = 0;

/** Talks to a server as one user, or as nobody. */
export class ApiClient {
  constructor(
    readonly url: string,
    readonly token?: string,
    readonly email?: string,
  ) {}

  /** A client signed in as a new user. */
  static async register(url: string): Promise<ApiClient & { readonly userId: string }> {
    accounts += 1;
    const email = `user${process.pid}-${accounts}@example.com`;
    const { body } = await new ApiClient(url).call<AuthAnswer>('/api/auth/register', {
      body: { email, password: 'password123' },
    });
    return Object.assign(new ApiClient(url, body.token, email), { userId: body.user.id });
  }

  /** Sends a request (POST when there is a body) and reads the JSON answer. */
  async call<Body>(path: string, options: CallOptions = {}): Promise<ApiAnswer<Body>> {
    const response = await this.fetch(path, options);
    const text = await response.text();
    const body = (text === '' ? undefined : JSON.parse(text)) as Body;
    return { status: response.status, headers: response.headers, body };
  }

  /** Sends a request and gives the raw response. */
  fetch(path: string, { method, body, headers = {}, signal }: CallOptions = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      ...(signal ? { signal } : {}),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  /** Sends a chat message and collects all events of the answer. */
  async chat(
    request: ChatRequest,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ChatAnswer> {
    return collect(await this.fetch('/api/chat', { body: request, headers }));
  }

  /** Sends a chat message and gives the events one by one; breaking the loop leaves the stream. */
  async *stream(
    path: string,
    options: CallOptions = {},
  ): AsyncGenerator<ReceivedEvent, void, undefined> {
    yield* events(await this.fetch(path, options));
  }
}

/** A whole answer. */
export interface ChatAnswer {
  readonly status: number;
  readonly generationId: string | null;
  readonly events: readonly ReceivedEvent[];
  /** The text of all `answer` events. */
  readonly text: string;
}

/** Reads a chat stream to its end. */
export async function collect(response: Response): Promise<ChatAnswer> {
  const received: ReceivedEvent[] = [];
  for await (const event of events(response)) received.push(event);
  const text = received
    .map((event) => (event.event === 'answer' ? event.data.content : ''))
    .join('');
  return {
    status: response.status,
    generationId: response.headers.get('x-generation-id'),
    events: received,
    text,
  };
}

/** The events of a response as they arrive. */
export async function* events(response: Response): AsyncGenerator<ReceivedEvent, void, undefined> {
  if (!response.body || !response.headers.get('content-type')?.startsWith('text/event-stream')) {
    throw new Error(`not an event stream: ${response.status} ${await response.text()}`);
  }
  const waiting: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => waiting.push(event) });
  const decoder = new TextDecoder();
  for await (const bytes of response.body) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    for (const { event, id, data } of waiting.splice(0)) {
      yield { event, id: Number(id), data: JSON.parse(data) as unknown } as ReceivedEvent;
    }
  }
}
