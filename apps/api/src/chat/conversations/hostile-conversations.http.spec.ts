import type { Problem } from '@prome-dify/contracts';
import { enginesFor } from '@prome-dify/testing';
import { ChatHost } from '../chat.fixture';
import type { Person } from '../spec-support/person';
import { refusalOf } from '../spec-support/person';
import { storyOf } from '../spec-support/story';

const UNKNOWN = '01a20337-0000-7000-8000-00000000dead';
const INVALID = { status: 400, code: 'validation_failed' };
const cursorOf = (position: string) => Buffer.from(position).toString('base64url');

const IDS = [
  ...['1', 'undefined', 'null', '%00', '%2e%2e', '..%2f', "'--", '%F0%9F%98%80', '[object Object]'],
  ...[`${UNKNOWN}%00`, `${UNKNOWN}%0a`, ` ${UNKNOWN}`, UNKNOWN.toUpperCase(), `${UNKNOWN}0`],
];

const QUERIES = [
  ...['userId=other', 'include=user', '__proto__[x]=1', 'limit[]=1'],
  ...['limit[$gt]=1', 'limit=1&limit=2', 'limit=0', 'limit=201', 'limit=0x10', 'limit=1e2'],
  ...['limit=%207', 'limit=', 'limit=-1', 'cursor=nonsense', 'cursor=', 'cursor=a&cursor=b'],
  ...[
    '[]',
    '{}',
    'null',
    '1',
    '[null]',
    '["\\u0000"]',
    '[1]',
    '[{}]',
    '[1,{}]',
    '["a","b","c"]',
  ].map((position) => `cursor=${cursorOf(position)}`),
];

/** Positions in a list of conversations that no conversation can have. */
const POSITIONS = [
  '[0,0,""]',
  '[9,-1,"x"]',
  '[1,9007199254740991,"x"]',
  '["a","x"]',
  '[1,1,"\'--"]',
];

describe.each(await enginesFor(import.meta.filename))(
  'a hostile reader of conversations on $name',
  (engine) => {
    let host: ChatHost;
    let owner: Person;
    let other: Person;
    let id: string;
    beforeAll(async () => {
      host = await ChatHost.open(engine);
      owner = await host.newPerson();
      other = await host.newPerson();
      id = storyOf((await owner.say('Private matters')).events).conversationId ?? '';
    });
    afterEach(() => expect(host.log()).not.toMatch(/"level":(50|60)|unhandled/));
    afterAll(() => host.close());

    /** Everything that can be done to a conversation. */
    const actions = (who: Person, conversation: string) => [
      who.call<Problem>(`/api/conversations/${conversation}/messages`),
      who.call<Problem>(`/api/conversations/${conversation}`, {
        method: 'PATCH',
        body: { title: 'Mine now' },
      }),
      who.call<Problem>(`/api/conversations/${conversation}/export?format=json`),
      who.call<Problem>(`/api/conversations/${conversation}`, { method: 'DELETE' }),
    ];

    it('is told the same of what is not theirs and of what does not exist', async () => {
      const [theirs, nobodys] = await Promise.all(
        [id, UNKNOWN].map((each) => Promise.all(actions(other, each))),
      );
      for (const [index, answer] of (theirs ?? []).entries()) {
        expect(refusalOf(answer)).toEqual({ status: 404, code: 'not_found' });
        expect({ ...answer.body, instance: '' }).toEqual({
          ...nobodys?.[index]?.body,
          instance: '',
        });
      }
      expect((await other.conversations()).body.conversations).toEqual([]);
      expect((await other.conversations('?q=Private')).body.conversations).toEqual([]);
      const [mine] = (await owner.conversations()).body.conversations;
      expect(mine).toMatchObject({ id, title: 'Private matters' });
    });

    it('cannot walk into the list of somebody else with its cursor', async () => {
      await owner.say('Second');
      const { nextCursor } = (await owner.conversations('?limit=1')).body;
      const { body } = await other.conversations(`?cursor=${nextCursor}`);
      expect(body).toEqual({ conversations: [], nextCursor: null });
    });

    it.each(IDS)('is refused the id %s', async (bad) => {
      for (const answer of await Promise.all(actions(owner, bad))) {
        // The path of two dots is another path to every client, and leads nowhere.
        expect([INVALID, { status: 404, code: 'not_found' }]).toContainEqual(refusalOf(answer));
        if (!bad.includes('2e')) expect(answer.status).toBe(400);
      }
    });

    it.each(QUERIES)('is refused the query ?%s', async (query) => {
      for (const path of ['/api/conversations', `/api/conversations/${id}/messages`]) {
        const answer = await owner.call<Problem>(`${path}?${query}`);
        expect({ path, ...refusalOf(answer) }).toEqual({ path, ...INVALID });
      }
    });

    it.each(POSITIONS)('is refused the place %s, or shown nothing', async (position) => {
      const { status } = await owner.conversations(`?cursor=${cursorOf(position)}`);
      expect([200, 400]).toContain(status);
    });

    it.each(['', 'x'.repeat(121), '%00', 'a&q=b'])('is refused ?q=%s', async (q) => {
      const answer = await owner.call<Problem>(`/api/conversations?q=${q}`);
      expect(refusalOf(answer)).toEqual(INVALID);
    });

    it.each([
      {},
      { title: null },
      { pinned: 'yes' },
      { pinned: null },
      { archived: 1 },
      { title: '' },
      { title: ' \n ' },
      { title: 'x'.repeat(121) },
      { title: 5 },
      { title: ['x'] },
      { title: 'a\0b' },
      { title: 'x', userId: UNKNOWN },
      { title: 'x', deletedAt: null },
      [{ title: 'x' }],
    ])('is refused the new name %j', async (body) => {
      const answer = await owner.call<Problem>(`/api/conversations/${id}`, {
        method: 'PATCH',
        body,
      });
      expect(refusalOf(answer)).toEqual(INVALID);
    });
  },
);
