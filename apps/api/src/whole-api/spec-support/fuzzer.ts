import { ApiClient } from '@prome-dify/testing';
import { Chance } from '../../chat/simulation/spec-support/chance';
import { belongings } from './belongings';
import type { Customer } from './customer';
import type { Operation } from './document';
import { operationOf, OPERATIONS } from './document';
import type { Draft, Pools } from './drafts';
import { Drafts, sentOf } from './drafts';
import type { Received, Sent } from './sending';
import { spoil } from './spoiling';
import { randomEvent, signed } from './stripe-events';
import type { WholeApi } from './whole-api';

/** How often a route is asked, where not as often as others: hashing a password takes its time. */
const WEIGHTS: Readonly<Record<string, number>> = {
  'POST /api/auth/register': 0.3,
  'POST /api/auth/login': 0.3,
  'POST /api/auth/password': 0.3,
  'POST /api/auth/logout': 0.3,
  'POST /api/auth/logout/everywhere': 0.3,
  'POST /api/auth/password/forgot': 0.5,
  'DELETE /api/account': 0.2,
  'POST /api/chat': 1.5,
  'POST /api/billing/webhook': 2,
};
const CHOICES = OPERATIONS.map((each) => [WEIGHTS[each.route] ?? 1, each] as const);

/** Needs what nobody here has: a link out of a mail, a server that sends none, or its secret. */
const CLOSED = [
  'POST /api/auth/password/reset',
  'POST /api/auth/verify',
  'POST /api/auth/email/confirm',
  'GET /api/dev/mailbox',
  'GET /metrics',
];
const OPEN = OPERATIONS.filter(({ route }) => !CLOSED.includes(route));

/** Whoever does this is signed out. */
const ENDS = ['POST /api/auth/logout', 'POST /api/auth/logout/everywhere', 'DELETE /api/account'];

/** A user is replaced after so many requests: tokens do not last. */
const USER_LASTS = 300;

/** Makes requests out of the OpenAPI document: valid ones, and others that are not quite. */
export class Fuzzer {
  private count = 0;
  private user: Customer | undefined;
  private pools: Pools = {};
  private readonly worked = new Set<string>();

  private constructor(
    private readonly api: WholeApi,
    private readonly chance: Chance,
    private readonly other: Customer,
  ) {}

  static async open(api: WholeApi, seed: number): Promise<Fuzzer> {
    const other = await api.newCustomer();
    await other.ask('Not yours');
    return new Fuzzer(api, new Chance(seed), other);
  }

  async next(): Promise<Sent> {
    if (!this.user || this.count % USER_LASTS === 0) await this.changeUser();
    this.count += 1;
    const untried = this.missed();
    const isFirst = untried.length > 0 && this.chance.happens(0.2);
    const operation = isFirst ? this.chance.pick(untried) : this.chance.weigh(CHOICES);
    const token = isFirst || this.chance.happens(0.9) ? this.user?.token : undefined;
    const draft = new Drafts(this.chance, this.pools).of(operation, token);
    if (operation.path.endsWith('/webhook')) this.addEvent(draft);
    if (/\/(refresh|logout)$/.test(operation.path)) this.addCookie(draft);
    if (!isFirst && this.chance.happens(0.75)) spoil(this.chance, draft);
    return sentOf(draft);
  }

  /** Notes what an answer teaches: which routes have ever worked, and that a user is signed out. */
  learn({ method, target }: Sent, { status }: Received): void {
    const reached = status < 400 ? operationOf(method, target) : undefined;
    if (!reached) return;
    this.worked.add(reached.route);
    if (ENDS.includes(reached.route)) this.user = undefined;
  }

  /** What no request has ever reached to its end: it was not tried at all. */
  missed(): readonly Operation[] {
    return OPEN.filter(({ route }) => !this.worked.has(route));
  }

  /** Which the document leaves to the browser. */
  private addCookie(draft: Draft): void {
    const [cookie] = this.pools['cookie'] ?? [];
    if (cookie !== undefined && this.chance.happens(0.5)) draft.headers.push(['cookie', cookie]);
  }

  private addEvent(draft: Draft): void {
    const payload = randomEvent(this.chance, this.api.shop.emulator.sessions());
    draft.bytes = Buffer.from(payload);
    const others = draft.headers.filter(([name]) => name !== 'stripe-signature');
    const json: [string, string] = ['content-type', 'application/json'];
    draft.headers = [...others, json, ['stripe-signature', signed(payload)]];
  }

  private async changeUser(): Promise<void> {
    const user = await this.api.newCustomer();
    this.user = user;
    const [told, ...more] = [await user.ask('Hello'), await user.ask('Hi'), await user.ask('Hey')];
    const shared = await user.share();
    const [bought, paid] = [await user.buy(), await user.buy(true)];
    const { cursors } = await belongings(user);
    const { headers } = await new ApiClient(this.api.url).call('/api/auth/login', {
      body: { email: user.email, password: 'password123' },
    });
    const [cookie = ''] = headers.getSetCookie().map((each) => each.replace(/;.*$/, ''));
    this.pools = {
      id: [
        told.conversationId,
        told.messageId,
        bought.purchaseId,
        paid.purchaseId,
        ...this.other.named,
      ],
      generationId: [told.generationId, ...this.other.named],
      conversations: [told, shared, ...more].map((each) => each.conversationId),
      purchases: [bought.purchaseId, paid.purchaseId],
      messages: [told, ...more].map((each) => each.messageId),
      conversationId: [told.conversationId],
      token: [shared.token],
      rating: ['up', 'down'],
      sessionId: [bought.sessionId, paid.sessionId],
      sessions: [await user.anotherSession()],
      packageId: ['starter-pack', 'plus-pack', 'nothing'],
      model: ['scripted'],
      email: [user.email, this.other.email, `new${this.count}@example.com`],
      password: ['password123'],
      currentPassword: ['password123'],
      newPassword: ['password123'],
      cursor: cursors,
      limit: ['1', '50', '200'],
      format: ['md', 'json'],
      q: ['Hello', 'hi'],
      after: ['0', '1', '99'],
      'last-event-id': ['0', '2'],
      'idempotency-key': ['once', 'twice'],
      origin: ['http://client.test:3001'],
      cookie: [cookie],
    };
  }
}
