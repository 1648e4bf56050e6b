import type { ConversationView, ShareAnswer, SharedConversation } from '@prome-dify/contracts';
import { ApiClient, enginesFor } from '@prome-dify/testing';
import { sql } from '../../platform/database';
import { ChatHost } from '../chat.fixture';
import { gated } from '../spec-support/gated';
import type { Person } from '../spec-support/person';
import { refusalOf } from '../spec-support/person';
import { storyOf } from '../spec-support/story';

const UNKNOWN = '01a20337-0000-7000-8000-00000000dead';
const NOBODYS = 'A'.repeat(43);
const NOT_FOUND = { status: 404, code: 'not_found' };

describe.each(await enginesFor(import.meta.filename))(
  'a shared conversation on $name',
  (engine) => {
    let host: ChatHost;
    let owner: Person;
    let reader: ApiClient;
    beforeAll(async () => {
      host = await ChatHost.open(engine);
      reader = new ApiClient(host.url);
    });
    beforeEach(async () => {
      host.model.clear();
      host.model.script('normal');
      owner = await host.newPerson();
    });
    afterAll(() => host.close());

    const begin = async (message: string) =>
      storyOf((await owner.say(message)).events).conversationId ?? '';
    const link = (id: string, method: 'POST' | 'PUT' | 'DELETE' = 'POST', who = owner) =>
      who.call<ShareAnswer & { code: string }>(`/api/conversations/${id}/share`, { method });
    const share = async (id: string) => (await link(id)).body;
    const read = (token: string, query = '') =>
      reader.call<SharedConversation & { code: string }>(`/api/shared/${token}${query}`);
    const said = async (token: string, query = '') =>
      (await read(token, query)).body.messages.map(({ content }) => content);
    const answer = 'Hello from the scripted model.';

    it('is read by whoever has its link, without signing in', async () => {
      const id = await begin('What is **new**?');
      const { status, body } = await link(id);
      const isMoment = expect.stringMatching(/^\d{4}-.+Z$/);
      expect([status, body]).toEqual([
        200,
        {
          token: expect.stringMatching(/^[\w-]{43}$/),
          createdAt: isMoment,
          updatedAt: body.createdAt,
          outdated: false,
        },
      ]);
      expect((await read(body.token)).body).toEqual({
        title: 'What is **new**?',
        updatedAt: body.updatedAt,
        messages: [
          { role: 'user', content: 'What is **new**?', status: 'complete' },
          { role: 'assistant', content: answer, status: 'complete' },
        ],
        nextCursor: null,
      });
    });

    it('tells nothing of whose it is, nor what it cost, nor an id of anything', async () => {
      const id = await begin('Hello');
      const { messages } = (await owner.messages(id)).body;
      const response = await reader.fetch(`/api/shared/${(await share(id)).token}`);
      const told = JSON.stringify([...response.headers]) + (await response.text());
      for (const secret of [id, owner.userId, ...messages.map((message) => message.id)]) {
        expect(told).not.toContain(secret);
      }
      expect(told).not.toMatch(/email|userId|tokens|model"|@/i);
    });

    it('is kept by no cache and no search engine, and names itself to no other site', async () => {
      const { token } = await share(await begin('Hello'));
      const { headers } = await reader.fetch(`/api/shared/${token}`);
      expect(headers.get('x-robots-tag')).toBe('noindex');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
    });

    it('has one link, however often and however fast it is asked for', async () => {
      const id = await begin('Hello');
      const answers = await Promise.all(Array.from({ length: 8 }, () => share(id)));
      expect(new Set(answers.map(({ token }) => token)).size).toBe(1);
      const rows = await host.rows<{ n: number }>(sql`
      SELECT COUNT(*) AS n FROM conversation_share WHERE conversation_id = ${id}`);
      expect(rows).toEqual([{ n: 1 }]);
    });

    it('has a token that stands nowhere: neither in the database nor in the log', async () => {
      const id = await begin('Hello');
      const { token } = await share(id);
      await read(token);
      const rows = await host.rows(sql`SELECT * FROM conversation_share`);
      expect(JSON.stringify(rows)).toContain(id);
      expect(JSON.stringify(rows)).not.toContain(token);
      expect(host.log()).not.toContain(token);
    });

    it('is shown as it was then, until its link is brought up to date', async () => {
      const id = await begin('One');
      const { token } = await share(id);
      await owner.say('Two', { conversationId: id });
      await owner.call(`/api/conversations/${id}`, { method: 'PATCH', body: { title: 'Secret' } });
      expect(await said(token)).toEqual(['One', answer]);
      expect((await read(token)).body.title).toBe('One');
      expect((await share(id)).outdated).toBe(true);
      const { body } = await link(id, 'PUT');
      expect(body).toMatchObject({ token, outdated: false });
      expect(body.updatedAt > body.createdAt).toBe(true);
      expect(await said(token)).toEqual(['One', answer, 'Two', answer]);
      expect((await read(token)).body.title).toBe('Secret');
    });

    it('comes in pages that begin at its end, and never leads behind that', async () => {
      const id = await begin('q1');
      for (const message of ['q2', 'q3']) await owner.say(message, { conversationId: id });
      const { token } = await share(id);
      await owner.say('later', { conversationId: id });
      const { nextCursor } = (await read(token, '?limit=4')).body;
      expect(await said(token, '?limit=4')).toEqual(['q2', answer, 'q3', answer]);
      expect(await said(token, `?limit=4&cursor=${nextCursor}`)).toEqual(['q1', answer]);
      for (const place of ['-2', '-1000000', '2', '1000000', '9007199254740991']) {
        const cursor = Buffer.from(`[${place}]`).toString('base64url');
        expect(await said(token, `?cursor=${cursor}`)).not.toContain('later');
      }
    });

    it('cannot be shared while it is answered, but goes on being read', async () => {
      const id = await begin('One');
      const { token } = await share(id);
      const gate = gated(['Half ', 'an answer']);
      host.model.next(gate.script);
      const stream = await owner.begin({ message: 'Two', conversationId: id });
      await stream.events.next();
      expect(refusalOf((await link(id, 'PUT')) as never)).toMatchObject({
        status: 409,
        code: 'conversation_busy',
      });
      expect((await share(id)).token).toBe(token);
      expect(await said(token)).toEqual(['One', answer]);
      gate.release();
      for await (const _ of stream.events);
    });

    it('is gone with its link, as if it had never been, and comes back under another', async () => {
      const id = await begin('Hello');
      const { token } = await share(id);
      expect((await link(id, 'DELETE')).status).toBe(204);
      expect((await link(id, 'DELETE')).status).toBe(204);
      const [revoked, never] = [await read(token), await read(NOBODYS)];
      expect(refusalOf(revoked as never)).toEqual(NOT_FOUND);
      expect({ ...revoked.body, instance: '' }).toEqual({ ...never.body, instance: '' });
      expect(refusalOf((await link(id, 'PUT')) as never)).toEqual(NOT_FOUND);
      const again = await share(id);
      expect(again.token).not.toBe(token);
      expect([(await read(token)).status, (await read(again.token)).status]).toEqual([404, 200]);
    });

    it('is gone when it is deleted', async () => {
      const id = await begin('Hello');
      const { token } = await share(id);
      await owner.call(`/api/conversations/${id}`, { method: 'DELETE' });
      expect(refusalOf((await read(token)) as never)).toEqual(NOT_FOUND);
      for (const method of ['POST', 'PUT', 'DELETE'] as const) {
        expect(refusalOf((await link(id, method)) as never)).toEqual(NOT_FOUND);
      }
    });

    it.each(['x', NOBODYS, '%00', '%2e%2e', UNKNOWN, `${'A'.repeat(42)}%0a`, "'--"])(
      'has not the token %s',
      async (token) => {
        expect([400, 404]).toContain((await read(token)).status);
      },
    );

    it('is shared, changed and revoked by its owner alone', async () => {
      const id = await begin('Hello');
      const { token } = await share(id);
      const stranger = await host.newPerson();
      for (const method of ['POST', 'PUT', 'DELETE'] as const) {
        const theirs = await link(id, method, stranger);
        const nobodys = await link(UNKNOWN, method, stranger);
        expect(refusalOf(theirs as never)).toEqual(NOT_FOUND);
        expect({ ...theirs.body, instance: '' }).toEqual({ ...nobodys.body, instance: '' });
        const { status } = await reader.call(`/api/conversations/${id}/share`, { method });
        expect(status).toBe(401);
      }
      expect((await read(token)).status).toBe(200);
    });

    it('is marked in the list of its owner', async () => {
      const id = await begin('Hello');
      const isShared = async () => (await owner.conversations()).body.conversations[0]?.shared;
      expect(await isShared()).toBe(false);
      await share(id);
      expect(await isShared()).toBe(true);
      const { body } = await owner.call<ConversationView>(`/api/conversations/${id}`, {
        method: 'PATCH',
        body: { pinned: true },
      });
      expect(body.shared).toBe(true);
      await link(id, 'DELETE');
      expect(await isShared()).toBe(false);
    });

    it('goes on being read after the server has started again', async () => {
      const id = await begin('Hello');
      const { token } = await share(id);
      await host.restart();
      expect((await read(token)).status).toBe(200);
      expect((await share(id)).token).toBe(token);
    });
  },
);
