import type { AuthAnswer, Problem } from '@prome-dify/contracts';
import { ApiClient, enginesFor, until } from '@prome-dify/testing';
import { eventOf } from '../billing/shop.fixture';
import { gated } from '../chat/spec-support/gated';
import { sql } from '../platform/database';
import { expectProblem } from '../platform/spec-support/expect-problem';
import type { Customer } from './spec-support/customer';
import { placesOf } from './spec-support/whole-database';
import { WholeApi } from './spec-support/whole-api';

const PASSWORD = 'password123';
const SAID = 'The zanzibarbaroque of the matter';
const KEY = 'the-key-of-ada-lovelace';
const AGENT = 'Lovelace/1843';
const AT_STRIPE = 'a.lovelace@elsewhere.example';

interface Books {
  readonly posted: number;
  readonly debt: number;
  readonly entries: number;
}

describe.each(await enginesFor(import.meta.filename))('Deleting an account on $name', (engine) => {
  let api: WholeApi;

  beforeAll(async () => {
    api = await WholeApi.open(engine);
  });
  afterEach(async () => expect(await api.shop.findings()).toEqual([]));
  afterAll(() => api.close());

  const remove = (who: ApiClient, password = PASSWORD) =>
    who.call<Problem>('/api/account', { method: 'DELETE', body: { password } });
  const status = async (who: ApiClient) => (await who.call('/api/auth/me')).status;
  const enter = (path: 'register' | 'login', email: string, headers = {}) =>
    new ApiClient(api.url).call<AuthAnswer>(`/api/auth/${path}`, {
      body: { email, password: PASSWORD },
      headers,
    });

  async function booksOf({ userId }: Customer): Promise<Books | undefined> {
    const [books] = await api.shop.rows<Books>(sql`
      SELECT u.posted, 0 - d.posted AS debt,
        (SELECT COUNT(*) FROM transfer t WHERE t.owner_account = u.id) AS entries
      FROM account u JOIN account d ON d.user_id = u.user_id AND d.kind = 'debt'
      WHERE u.user_id = ${userId} AND u.kind = 'user'`);
    return books;
  }

  /** Somebody who has left traces wherever one can. */
  async function newCustomerWithTraces(): Promise<Customer> {
    const person = await api.newCustomer();
    await person.chat({ message: SAID }, { 'idempotency-key': KEY });
    const { conversationId } = await person.ask(`${SAID}, once more`);
    await person.call(`/api/conversations/${conversationId}`, { method: 'DELETE' });
    await person.buy(true);
    const charge = { id: 'ch_of_ada', billing_details: { name: 'Lovelace', email: AT_STRIPE } };
    await api.shop.post(eventOf('charge.updated', { ...charge, receipt_email: person.email }));
    await enter('login', person.email, { 'user-agent': AGENT });
    await new ApiClient(api.url).call('/api/auth/password/forgot', {
      body: { email: person.email },
    });
    return person;
  }

  it('leaves nothing of a person in any table', async () => {
    const person = await newCustomerWithTraces();
    const traces = [person.email, 'zanzibarbaroque', 'lovelace'];
    const before = await placesOf(api.shop.databaseUrl, traces);
    expect(before).toEqual(
      expect.arrayContaining(['app_user', 'auth_session', 'conversation', 'message', 'hold']),
    );
    expect(await remove(person)).toMatchObject({ status: 204, body: undefined });
    expect(await placesOf(api.shop.databaseUrl, traces)).toEqual([]);
    // The id itself names nobody, and stays where the books need it.
    const named = await placesOf(api.shop.databaseUrl, [person.userId]);
    const books = ['account', 'checkout_order', 'hold', 'transfer', 'usage_event'];
    expect([...named].sort()).toEqual(books);
  });

  it('empties what was stored of a payment before payments were stored without their buyers', async () => {
    const person = await api.newCustomer();
    const { sessionId } = await person.buy(true);
    const old = JSON.stringify({ customer_details: { name: 'Lovelace' } });
    await api.shop.whileClosed((database) =>
      database.run((tx) =>
        tx.execute(sql`UPDATE stripe_event SET payload = ${old} WHERE object_id = ${sessionId}`),
      ),
    );
    expect(await placesOf(api.shop.databaseUrl, ['lovelace'])).toEqual(['stripe_event']);
    expect((await remove(person)).status).toBe(204);
    expect(await placesOf(api.shop.databaseUrl, ['lovelace'])).toEqual([]);
  });

  it('ends every session, and no other account', async () => {
    const [person, other] = [await api.newCustomer(), await api.newCustomer()];
    const { conversationId } = await other.ask('Something of somebody else');
    const device = await enter('login', person.email);
    const cookie = device.headers.getSetCookie().map((each) => each.replace(/;.*$/, ''));
    const gone = await remove(person);
    expect(
      gone.headers
        .getSetCookie()
        .map((each) => each.replace(/=.*$/s, ''))
        .sort(),
    ).toEqual(['device', 'refresh']);
    expect(await status(person)).toBe(401);
    expect(await status(new ApiClient(api.url, device.body.token))).toBe(401);
    const renewed = await new ApiClient(api.url).call('/api/auth/refresh', {
      method: 'POST',
      headers: { cookie: cookie.join('; ') },
    });
    expect(renewed.status).toBe(401);
    expect((await enter('login', person.email)).status).toBe(401);
    expect(await status(other)).toBe(200);
    expect((await other.call(`/api/conversations/${conversationId}/messages`)).status).toBe(200);
  });

  it('forfeits what is left with an entry, and changes none of those before', async () => {
    const person = await api.newCustomer();
    await person.ask('What does this cost?');
    await person.buy(true);
    const before = await booksOf(person);
    expect(before?.posted).toBeGreaterThan(0);
    await remove(person);
    expect(await booksOf(person)).toEqual({
      posted: 0,
      debt: 0,
      entries: (before?.entries ?? 0) + 1,
    });
  });

  it('lets the address register again, without another grant', async () => {
    const person = await api.newCustomer();
    await remove(person);
    const again = await enter('register', person.email);
    expect(again).toMatchObject({ status: 201, body: { user: { balance: 0, pendingGrant: 0 } } });
    expect(again.body.user.id).not.toBe(person.userId);
    const client = new ApiClient(api.url, again.body.token);
    expect((await client.call('/api/conversations')).body).toMatchObject({ conversations: [] });
  });

  it('is refused without the password, and then nothing has changed', async () => {
    const person = await api.newCustomer();
    const { conversationId } = await person.ask('Still there?');
    const before = await booksOf(person);
    expectProblem(await remove(person, 'wrong'), 401, 'invalid_credentials');
    const body = { password: PASSWORD, everything: true };
    const more = await person.call<Problem>('/api/account', { method: 'DELETE', body });
    expectProblem(more, 400, 'validation_failed');
    expectProblem(
      await person.call<Problem>('/api/account', { method: 'DELETE' }),
      400,
      'validation_failed',
    );
    expect((await person.call(`/api/conversations/${conversationId}/messages`)).status).toBe(200);
    expect(await booksOf(person)).toEqual(before);
  });

  it('is refused while an answer is written, which then ends as it should', async () => {
    const person = await api.newCustomer();
    const model = gated(['Half of it, ']);
    api.model.next(model.script);
    const stream = person.stream('/api/chat', { body: { message: 'Go on' } });
    for await (const event of stream) {
      if (event.event !== 'answer' || event.data.content === '') continue;
      expectProblem(await remove(person), 409, 'account_busy');
      expect(await status(person)).toBe(200);
      model.release();
    }
    expect((await remove(person)).status).toBe(204);
  });

  it('happens once, however often it is asked for', async () => {
    const person = await api.newCustomer();
    await person.ask('Only once');
    const before = await booksOf(person);
    const answers = await Promise.all([1, 2, 3, 4].map(() => remove(person)));
    const statuses = answers.map((answer) => answer.status).sort();
    expect(statuses).toEqual([204, 401, 401, 401]);
    expect(await booksOf(person)).toEqual({
      posted: 0,
      debt: 0,
      entries: (before?.entries ?? 0) + 1,
    });
  });

  it('never loses an answer that begins at the same moment', async () => {
    const persons = await Promise.all(Array.from({ length: 6 }, () => api.newCustomer()));
    await Promise.all(
      persons.map(async (person) => {
        const asked = person.fetch('/api/chat', { body: { message: 'Now or never' } });
        const [answer, gone] = await Promise.all([asked, remove(person)]);
        const text = await answer.text();
        expect([204, 409]).toContain(gone.status);
        expect([200, 401, 404]).toContain(answer.status);
        if (gone.status === 409) expect(text).toContain('event: done');
      }),
    );
    await until('all answers are settled', async () => (await api.shop.findings()).length === 0);
    expect(api.troubles()).toEqual([]);
  });

  it('does not keep a refund, a dispute or a payment that comes late from being booked', async () => {
    const [refunded, disputed, late] = [
      await api.newCustomer(),
      await api.newCustomer(),
      await api.newCustomer(),
    ];
    const first = await refunded.buy(true);
    const second = await disputed.buy(true);
    const third = await late.buy();
    for (const person of [refunded, disputed, late]) {
      expect((await remove(person)).status).toBe(204);
    }
    const tokens = await tokensOf(first.purchaseId);
    expect(tokens).toMatchObject({ state: 'paid', posted: tokens?.sold });

    const session = api.shop.emulator.sessions().find(({ id }) => id === first.sessionId);
    await api.shop.refund(first.sessionId, session?.amount_total ?? 0);
    await api.shop.emulator.dispute(second.sessionId);
    await api.shop.emulator.closeDispute(second.sessionId, 'lost');
    await api.shop.emulator.pay(third.sessionId);

    await until(
      'the refund is booked',
      async () => (await tokensOf(first.purchaseId))?.posted === 0,
    );
    await until(
      'the loss is booked',
      async () => (await tokensOf(second.purchaseId))?.posted === 0,
    );
    await until('the payment is booked', async () => (await booksOf(late))?.posted !== 0);
    for (const person of [refunded, disputed]) {
      expect(await booksOf(person)).toMatchObject({ posted: 0, debt: tokens?.sold });
    }
    expect(await booksOf(late)).toMatchObject({ posted: tokens?.sold, debt: 0 });
    expect(api.troubles()).toEqual([]);
  });

  async function tokensOf(purchaseId: string) {
    const [order] = await api.shop.rows<{ state: string; sold: number; posted: number }>(sql`
      SELECT state, tokens AS sold, tokens_posted AS posted FROM checkout_order
      WHERE id = ${purchaseId}`);
    return order;
  }
});
