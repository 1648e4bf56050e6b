import type {
  MessagesAnswer,
  PurchasesAnswer,
  SessionsAnswer,
  ShareAnswer,
} from '@prome-dify/contracts';
import { ApiClient } from '@prome-dify/testing';
import type { Shop } from '../../billing/shop.fixture';

/** An answer to the customer, and what names it. */
export interface Told {
  readonly conversationId: string;
  readonly generationId: string;
  readonly messageId: string;
}

/** A signed-in user of everything there is. */
export class Customer extends ApiClient {
  override readonly email: string;
  readonly userId: string;
  /** Names of what no list shows: generations and checkouts. */
  readonly named: string[] = [];

  constructor(
    private readonly shop: Shop,
    { url, token, email = '', userId }: ApiClient & { readonly userId: string },
  ) {
    super(url, token, email);
    this.email = email;
    this.userId = userId;
  }

  /** Asks the model something, in a conversation of its own. */
  async ask(message: string): Promise<Told> {
    const { events, generationId } = await this.chat({ message });
    const [meta] = events;
    if (meta?.event !== 'meta' || generationId === null) throw new Error('no answer began');
    const conversationId = meta.data.conversation_id;
    this.named.push(generationId);
    const path = `/api/conversations/${conversationId}/messages`;
    const { body } = await this.call<MessagesAnswer>(path);
    const answer = body.messages.find(({ role }) => role === 'assistant');
    return { conversationId, generationId, messageId: answer?.id ?? '' };
  }

  /** Signs in once more and answers the id of that session. */
  async anotherSession(): Promise<string> {
    const body = { email: this.email, password: 'password123' };
    await new ApiClient(this.url).call('/api/auth/login', { body });
    const { sessions } = (await this.call<SessionsAnswer>('/api/auth/sessions')).body;
    return sessions.find(({ current }) => !current)?.id ?? '';
  }

  /** Asks the model something, and makes a link to that. */
  async share(): Promise<Told & { readonly token: string }> {
    const told = await this.ask('A matter for all');
    const path = `/api/conversations/${told.conversationId}/share`;
    const { body } = await this.call<ShareAnswer>(path, { method: 'POST' });
    return { ...told, token: body.token };
  }

  /** Begins a purchase; it is paid when that is said. */
  async buy(paid = false): Promise<{ readonly sessionId: string; readonly purchaseId: string }> {
    await this.call('/api/billing/checkout', { body: { packageId: 'starter-pack' } });
    const sessionId = this.shop.lastSession();
    this.named.push(sessionId);
    if (paid) await this.shop.emulator.pay(sessionId);
    const { body } = await this.call<PurchasesAnswer>('/api/billing/purchases');
    return { sessionId, purchaseId: body.purchases[0]?.id ?? '' };
  }
}
