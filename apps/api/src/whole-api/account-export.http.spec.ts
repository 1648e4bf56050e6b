import { SEED } from '@prome-dify/testing/random';
import type {
  AccountExport,
  ConversationsAnswer,
  EntriesAnswer,
  Problem,
  UsageAnswer,
} from '@prome-dify/contracts';
import { ApiClient, enginesFor } from '@prome-dify/testing';
import { Chance } from '../chat/simulation/spec-support/chance';
import { sql } from '../platform/database';
import { expectProblem } from '../platform/spec-support/expect-problem';
import type { Customer } from './spec-support/customer';
import { WholeApi } from './spec-support/whole-api';

const MESSAGES = 10_000;
const EXPORT_MAX_MS = 20_000;
const DELETE_MAX_MS = 5_000;

describe.each(await enginesFor(import.meta.filename))(
  'The export of an account on $name',
  (engine) => {
    let api: WholeApi;

    beforeAll(async () => {
      api = await WholeApi.open(engine);
    });
    afterAll(async () => {
      expect(api.troubles()).toEqual([]);
      await api.close();
    });

    async function exportOf(person: ApiClient): Promise<AccountExport> {
      const response = await person.fetch('/api/account/export');
      expect(response.status).toBe(200);
      expect(response.headers.get('content-length')).toBeNull();
      expect(response.headers.get('content-disposition')).toBe(
        'attachment; filename="prome-dify-account.json"',
      );
      return (await response.json()) as AccountExport;
    }

    const idsOf = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id).sort();

    /** All messages in the database, the hidden ones too, in their order. */
    const messagesOf = ({ userId }: Customer) =>
      api.shop.rows<{ id: string; content: string }>(sql`
      SELECT m.id, m.content FROM message m JOIN conversation c ON c.id = m.conversation_id
      WHERE c.user_id = ${userId} ORDER BY c.id, m.id`);

    it(`has every message and every entry once, whatever was done (seed ${SEED})`, async () => {
      const chance = new Chance(SEED);
      const person = await api.newCustomer();
      const other = await api.newCustomer();
      await other.ask('Not yours');
      for (let step = 0; step < 12; step += 1) {
        const { conversationId } = await person.ask(`Question ${step} "\\ \u2028 \u{1f600}`);
        const path = `/api/conversations/${conversationId}`;
        if (chance.happens(0.5)) await person.chat({ message: 'Go on', conversationId });
        if (chance.happens(0.3)) await person.call(path, { method: 'DELETE' });
        else if (chance.happens(0.5)) {
          await person.call(path, { method: 'PATCH', body: { pinned: true, archived: true } });
        }
        if (chance.happens(0.3)) await person.buy(chance.happens(0.5));
      }
      const told = await exportOf(person);
      const messages = told.conversations.flatMap((each) => each.messages);
      const kept = await messagesOf(person);
      expect(messages.map(({ id, content }) => ({ id, content }))).toEqual(kept);
      const [shown, archived] = await Promise.all(
        [false, true].map((is) =>
          person.call<ConversationsAnswer>(`/api/conversations?limit=200&archived=${is}`),
        ),
      );
      const visible = told.conversations.filter(({ deletedAt }) => deletedAt === undefined);
      expect(idsOf(visible.map(({ conversation }) => conversation))).toEqual(
        idsOf([...(shown?.body.conversations ?? []), ...(archived?.body.conversations ?? [])]),
      );
      const entries = await person.call<EntriesAnswer>('/api/billing/ledger?limit=200');
      expect(told.ledger).toEqual(entries.body.entries);
      const usage = await person.call<UsageAnswer>('/api/billing/usage?limit=200');
      expect(told.usage).toEqual(usage.body.usage);
      const { body } = await person.call<{ purchases: unknown }>(
        '/api/billing/purchases?limit=200',
      );
      expect(told.purchases).toEqual(body.purchases);
      expect(told.profile).toMatchObject({ id: person.userId, email: person.email });
      expect(told.sessions).toHaveLength(1);
      expect(JSON.stringify(told)).not.toMatch(/password|Not yours/);
    });

    it(`writes ${MESSAGES} messages, and deletes them`, async () => {
      const person = await api.newCustomer();
      const { conversationId } = await person.ask('The first of many');
      await api.shop.whileClosed((database) =>
        database.run((tx) =>
          tx.execute(sql`
          WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MESSAGES})
          INSERT INTO message (id, conversation_id, role, content, tokens, status, created_at)
          SELECT 'many-' || (${MESSAGES} + i), ${conversationId}, 'user',
            'Message ' || i || ' of the many that somebody wrote over the years', 1, 'complete', i
          FROM n`),
        ),
      );
      const began = performance.now();
      const told = await exportOf(person);
      const ids = told.conversations.flatMap(({ messages }) => idsOf(messages));
      expect([ids.length, new Set(ids).size]).toEqual([MESSAGES + 2, MESSAGES + 2]);
      expect(performance.now() - began).toBeLessThan(EXPORT_MAX_MS);

      const asked = performance.now();
      const body = { password: 'password123' };
      expect((await person.call('/api/account', { method: 'DELETE', body })).status).toBe(204);
      expect(performance.now() - asked).toBeLessThan(DELETE_MAX_MS);
      expect(await messagesOf(person)).toEqual([]);
      expect(await api.shop.findings()).toEqual([]);
    }, 120_000);

    it('is left off when nobody reads it any more, and the server goes on', async () => {
      const person = await api.newCustomer();
      await person.ask('Never read');
      const leaving = new AbortController();
      await person.fetch('/api/account/export', { signal: leaving.signal });
      leaving.abort();
      expect((await exportOf(person)).conversations).toHaveLength(1);
    });

    it('is given to nobody without an account', async () => {
      const answer = await new ApiClient(api.url).call<Problem>('/api/account/export');
      expectProblem(answer, 401, 'unauthorized');
    });
  },
);
