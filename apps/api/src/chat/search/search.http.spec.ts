import type { SearchAnswer } from '@prome-dify/contracts';
import { enginesFor } from '@prome-dify/testing';
import { ChatHost } from '../chat.fixture';
import type { Person } from '../spec-support/person';
import { storyOf } from '../spec-support/story';

/** Texts that mean something to a database that is asked carelessly, or to nobody. */
const HOSTILE = [
  ...[
    '"',
    "'",
    '*',
    'a*',
    '-a',
    'NEAR(',
    'NEAR(a b, 2)',
    'AND',
    'a OR',
    'NOT',
    '(',
    ')',
    '""',
    '^a',
  ],
  ...[
    'owner : x',
    'words:a',
    '{owner}:',
    "a':*",
    '\\',
    '%',
    '_',
    ':*',
    '!a',
    'a & | b',
    '<->',
    ';--',
  ],
  ...['', ' ', '\t\n', '\u0301', 'é'.repeat(90), 'ab '.repeat(66), '🌊', '日本語', '٣٤', 'ﷺ', '²'],
];

describe.each(await enginesFor(import.meta.filename))(
  'searching one’s messages on $name',
  (engine) => {
    let host: ChatHost;
    let person: Person;
    beforeAll(async () => {
      host = await ChatHost.open(engine);
    });
    beforeEach(async () => {
      host.model.clear();
      host.model.script('normal');
      person = await host.newPerson();
    });
    afterEach(() => expect(host.log()).not.toMatch(/"level":(50|60)|unhandled/));
    afterAll(() => host.close());

    const ask = (q: string, more = '', who: Person = person) =>
      who.call<SearchAnswer>(`/api/conversations/search?q=${encodeURIComponent(q)}${more}`);
    /** What was found: whose, and the marked words. */
    const found = async (q: string, who: Person = person) =>
      (await ask(q, '', who)).body.hits.map(({ role, snippet }) => [
        role ?? 'title',
        snippet.flatMap(({ text, marked }) => (marked ? [text] : [])).join(' '),
      ]);
    const begin = async (message: string) =>
      storyOf((await person.say(message)).events).conversationId ?? '';

    it('finds questions and titles by the beginnings of all their words, in any order', async () => {
      await begin('Wann blüht die Ärztliche Rose am Gartenzaun?');
      await begin('Something else, at https://roses.example/garten-wege?x=1');
      const first = ['user', 'Ärztliche Rose Gartenzaun'];
      expect(await found('gart ros ärzt')).toEqual([first, ['title', first[1]]]);
      expect(await found('WEGE example')).toEqual([
        ['user', 'example wege'],
        ['title', 'example wege'],
      ]);
      expect(await found('arten')).toEqual([]);
    });

    it('finds an answer by its words once it has ended, and says where it is', async () => {
      const { text } = storyOf((await person.say('Tell me')).events);
      const [word = ''] = text.match(/\p{L}{4,}/u) ?? [];
      const { body } = await ask(word);
      const answer = body.hits.find(({ role }) => role === 'assistant');
      const { messages } = (await person.messages(answer?.conversationId ?? '')).body;
      expect(messages.find(({ id }) => id === answer?.messageId)?.content).toBe(text);
      expect(answer?.snippet.find(({ marked }) => marked)?.text.toLowerCase()).toBe(
        word.toLowerCase(),
      );
    });

    it('shows no one else’s words, and none of what was deleted', async () => {
      const id = await begin('Zanzibar');
      expect(await found('zanzibar', await host.newPerson())).toEqual([]);
      await person.call(`/api/conversations/${id}`, {
        method: 'PATCH',
        body: { title: 'Madagascar' },
      });
      expect(await found('zanzibar')).toEqual([['user', 'Zanzibar']]);
      expect(await found('madagascar')).toEqual([['title', 'Madagascar']]);
      await person.call(`/api/conversations/${id}`, { method: 'DELETE' });
      expect([await found('zanzibar'), await found('madagascar')]).toEqual([[], []]);
    });

    it('comes in pages that together are all of it, once', async () => {
      for (const name of ['one', 'two', 'three']) await begin(`Pelican ${name}`);
      const seen: (string | null)[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const more: string = `&limit=2${cursor && `&cursor=${cursor}`}`;
        const { body } = await ask('pelican', more);
        seen.push(...body.hits.map((hit) => hit.messageId ?? hit.conversationId));
        cursor = body.nextCursor;
      }
      expect([seen.length, new Set(seen).size]).toEqual([6, 6]);
      expect(seen).toEqual(seen.toSorted().toReversed());
    });

    it('takes whatever is typed as words or as nothing', async () => {
      await begin('Nothing of that kind');
      for (const q of HOSTILE) {
        const { status, body } = await ask(q);
        const found = /[a-z]/i.test(q) ? body.hits : [];
        expect([q, status, body.hits]).toEqual([q, 200, found]);
      }
    });

    it('refuses what is too long, and what is no text', async () => {
      const answers = await Promise.all([
        ask('a'.repeat(201)),
        ask('a\0b'),
        ask('a', '&q=b'),
        ask('a', '&cursor=nonsense'),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    });

    it('indexes an answer of any length', async () => {
      const long = 'word '.repeat(6_000);
      await begin(`${long} lighthouse`);
      expect(await found('lighthouse')).toEqual([['user', 'lighthouse']]);
    });
  },
);
