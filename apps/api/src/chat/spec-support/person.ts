import type {
  BalanceView,
  ChatQuote,
  ChatRequest,
  ConversationView,
  ConversationsAnswer,
  MessagesAnswer,
  Problem,
  StopAnswer,
  UsageAnswer,
} from '@prome-dify/contracts';
import type { ApiAnswer, ChatAnswer, ReceivedEvent } from '@prome-dify/testing';
import { ApiClient, collect, events } from '@prome-dify/testing';

/** A stream that has begun: what it is called, and its events as they come. */
export interface Begun {
  readonly generationId: string;
  readonly events: AsyncGenerator<ReceivedEvent, void, undefined>;
  /** Closes the connection. */
  leave(): void;
}

type Refusable<Answer> = ApiAnswer<Answer & { readonly code?: string }>;

/** Status and code of a refusal, and `retry-after` where it has one. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly retryAfter?: string;
}

/** A signed-in user of the chat endpoints. */
export class Person extends ApiClient {
  constructor(
    url: string,
    token: string | undefined,
    readonly userId: string,
  ) {
    super(url, token);
  }

  /** Sends a message and reads the answer to its end. */
  say(message: string, more: Partial<ChatRequest> = {}): Promise<ChatAnswer> {
    return this.chat({ message, ...more });
  }

  /** Sends a message and reads no more than the caller wants. */
  begin(request: ChatRequest, headers: Readonly<Record<string, string>> = {}): Promise<Begun> {
    return this.open('/api/chat', { body: request, headers });
  }

  /** Reads an answer again from after event `after`. */
  rejoin(generationId: string, after: number): Promise<Begun> {
    const headers = { 'last-event-id': String(after) };
    return this.open(`/api/chat/${generationId}/stream`, { headers });
  }

  /** The balance, now and after each change. */
  watchBalance(): Promise<Begun> {
    return this.open('/api/billing/balance/stream', { headers: {} });
  }

  /** All that comes after event `after`. */
  async replay(generationId: string, after = 0): Promise<ChatAnswer> {
    const headers = { 'last-event-id': String(after) };
    return collect(await this.fetch(`/api/chat/${generationId}/stream`, { headers }));
  }

  /** How the server refuses a message. */
  async refused(body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Refusal> {
    return refusalOf(await this.call<Problem>('/api/chat', { body, headers }));
  }

  /** What a message would cost. */
  async quote(message: string, more: Partial<ChatRequest> = {}): Promise<ChatQuote> {
    return (await this.call<ChatQuote>('/api/chat/quote', { body: { message, ...more } })).body;
  }

  stop(generationId: string): Promise<Refusable<StopAnswer>> {
    return this.call(`/api/chat/${generationId}/stop`, { method: 'POST' });
  }

  async balance(): Promise<BalanceView> {
    return (await this.call<BalanceView>('/api/billing/balance')).body;
  }

  /** What was paid for answers, newest first. */
  async charges(): Promise<number[]> {
    const { body } = await this.call<UsageAnswer>('/api/billing/usage?limit=200');
    return body.usage.filter(({ type }) => type === 'chat').map(({ tokensUsed }) => tokensUsed);
  }

  conversations(query = ''): Promise<Refusable<ConversationsAnswer>> {
    return this.call(`/api/conversations${query}`);
  }

  messages(conversationId: string, query = ''): Promise<Refusable<MessagesAnswer>> {
    return this.call(`/api/conversations/${conversationId}/messages${query}`);
  }

  /** Shows the branch with this message. */
  show(conversationId: string, activeMessageId: string): Promise<Refusable<ConversationView>> {
    const options = { method: 'PATCH', body: { activeMessageId } };
    return this.call(`/api/conversations/${conversationId}`, options);
  }

  /** The newest message of a conversation. */
  async lastMessage(conversationId: string) {
    const { body } = await this.messages(conversationId, '?limit=1');
    const [message] = body.messages;
    if (!message) throw new Error('an empty conversation');
    return message;
  }

  private async open(path: string, options: { body?: unknown; headers: Record<string, string> }) {
    const leaving = new AbortController();
    const response = await this.fetch(path, { ...options, signal: leaving.signal });
    return {
      generationId: response.headers.get('x-generation-id') ?? '',
      events: events(response),
      leave: () => leaving.abort(),
    };
  }
}

/** What a refusal says to a program. */
export function refusalOf({ status, body, headers }: ApiAnswer<Problem>): Refusal {
  const retryAfter = headers.get('retry-after');
  return { status, code: body.code, ...(retryAfter ? { retryAfter } : {}) };
}
