import type {
  BalanceView,
  ChatQuote,
  ChatRequest,
  CheckoutAnswer,
  PurchasesAnswer,
  UsageAnswer,
} from '@prome-dify/contracts';
import type { ReceivedEvent } from '@prome-dify/testing';
import { ApiClient, events } from '@prome-dify/testing';

/** How an answer went, by its events. */
export interface Told {
  readonly generationId: string;
  readonly text: string;
  readonly conversationId: string;
  /** The reason of `done`, or the code of `error`; empty when the stream broke off. */
  readonly end: string;
  /** Tokens that the answer cost; 0 when no `usage` came. */
  readonly charged: number;
  readonly lastId: number;
}

/** Called with each event; leaving or stopping is up to it. */
export type Listener = (event: ReceivedEvent, stream: Stream) => unknown;

export interface Stream {
  readonly generationId: string;
  /** Closes the connection. */
  leave(): void;
}

/** Somebody with an account, who uses the product over HTTP as a developer would. */
export class Customer extends ApiClient {
  constructor(
    url: string,
    token: string | undefined,
    readonly userId: string,
  ) {
    super(url, token);
  }

  /** Sends a message and follows the answer to its end. */
  ask(request: ChatRequest, listen?: Listener, headers = {}): Promise<Told> {
    return this.follow('/api/chat', { body: request, headers }, listen);
  }

  /** Follows an answer again from after event `after`. */
  resume(generationId: string, after: number, listen?: Listener): Promise<Told> {
    const headers = { 'last-event-id': String(after) };
    return this.follow(`/api/chat/${generationId}/stream`, { headers }, listen);
  }

  async stop(generationId: string): Promise<void> {
    await this.call(`/api/chat/${generationId}/stop`, { method: 'POST' });
  }

  async quote(request: ChatRequest): Promise<ChatQuote> {
    return (await this.call<ChatQuote>('/api/chat/quote', { body: request })).body;
  }

  async balance(): Promise<BalanceView> {
    return (await this.call<BalanceView>('/api/billing/balance')).body;
  }

  /** All lines of the history, newest first. */
  async usage() {
    return (await this.call<UsageAnswer>('/api/billing/usage?limit=200')).body.usage;
  }

  /** What answers have cost, newest first. */
  async charges(): Promise<number[]> {
    const lines = await this.usage();
    return lines.filter(({ type }) => type === 'chat').map(({ tokensUsed }) => tokensUsed);
  }

  async purchases() {
    return (await this.call<PurchasesAnswer>('/api/billing/purchases')).body.purchases;
  }

  checkout(headers: Readonly<Record<string, string>> = {}) {
    const body = { packageId: 'starter-pack' };
    return this.call<CheckoutAnswer>('/api/billing/checkout', { body, headers });
  }

  confirm(sessionId: string) {
    return this.call(`/api/billing/checkout/${sessionId}/confirm`, { method: 'POST' });
  }

  private async follow(
    path: string,
    options: { body?: ChatRequest; headers: Readonly<Record<string, string>> },
    listen: Listener = () => undefined,
  ): Promise<Told> {
    const leaving = new AbortController();
    const response = await this.fetch(path, { ...options, signal: leaving.signal });
    const generationId = response.headers.get('x-generation-id') ?? '';
    const stream = { generationId, leave: () => leaving.abort() };
    const heard: ReceivedEvent[] = [];
    try {
      for await (const event of events(response)) {
        heard.push(event);
        await listen(event, stream);
      }
    } catch (error) {
      // Left by the listener, or cut by the server's end: what was heard is what counts.
      if (!leaving.signal.aborted && !isBrokenOff(error)) throw error;
    }
    return { generationId, ...toldBy(heard) };
  }
}

function isBrokenOff(error: unknown): boolean {
  return error instanceof TypeError || (error as { code?: string }).code === 'UND_ERR_SOCKET';
}

function toldBy(heard: readonly ReceivedEvent[]): Omit<Told, 'generationId'> {
  let [text, conversationId, end, charged] = ['', '', '', 0];
  for (const each of heard) {
    if (each.event === 'meta') conversationId = each.data.conversation_id;
    else if (each.event === 'answer') text += each.data.content;
    else if (each.event === 'usage') charged = each.data.tokensUsed;
    else end = each.event === 'done' ? each.data.reason : each.data.code;
  }
  return { text, conversationId, end, charged, lastId: heard.at(-1)?.id ?? 0 };
}
