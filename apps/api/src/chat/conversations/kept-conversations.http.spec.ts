import type { ConversationExport, ConversationView } from '@prome-dify/contracts';
import { enginesFor } from '@prome-dify/testing';
import { ChatHost } from '../chat.fixture';
import type { Person } from '../spec-support/person';
import { storyOf } from '../spec-support/story';

describe.each(await enginesFor(import.meta.filename))(
  'conversations that are kept on $name',
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
    afterAll(() => host.close());

    const begin = async (message: string) =>
      storyOf((await person.say(message)).events).conversationId ?? '';
    const change = (id: string, body: object) =>
      person.call<ConversationView>(`/api/conversations/${id}`, { method: 'PATCH', body });
    const titles = async (query = '') =>
      (await person.conversations(query)).body.conversations.map(({ title }) => title);

    it('stay on top while they are pinned, through all pages, at the time they had', async () => {
      const ids: string[] = [];
      for (const name of ['a', 'b', 'c', 'd']) ids.push(await begin(name));
      const before = (await person.conversations()).body.conversations.at(-1);
      const { body } = await change(ids[0] ?? '', { pinned: true });
      expect(body).toEqual({ ...before, pinned: true });
      const pages: string[][] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const answer = await person.conversations(`?limit=2${cursor && `&cursor=${cursor}`}`);
        pages.push(answer.body.conversations.map(({ title }) => title));
        cursor = answer.body.nextCursor;
      }
      expect(pages).toEqual([
        ['a', 'd'],
        ['c', 'b'],
      ]);
      await change(ids[0] ?? '', { pinned: false });
      expect(await titles()).toEqual(['d', 'c', 'b', 'a']);
    });

    it('are out of the list while they are archived, and can be gone on with', async () => {
      const id = await begin('old');
      await begin('new');
      expect((await change(id, { archived: true })).body).toMatchObject({ archived: true });
      expect([await titles(), await titles('?archived=true')]).toEqual([['new'], ['old']]);
      expect((await person.messages(id)).body.messages).toHaveLength(2);
      await change(id, { archived: false, title: 'back' });
      expect([await titles('?archived=false'), await titles('?archived=true')]).toEqual([
        ['back', 'new'],
        [],
      ]);
    });

    it('are written out whole, oldest message first, as JSON', async () => {
      const id = await begin('Export "me"');
      for (let turn = 0; turn < 26; turn++)
        await person.say(`more ${turn}`, { conversationId: id });
      const { body } = await person.call<ConversationExport>(
        `/api/conversations/${id}/export?format=json`,
      );
      const { messages } = (await person.messages(id, '?limit=200')).body;
      expect(messages).toHaveLength(54);
      const [conversation] = (await person.conversations()).body.conversations;
      expect(body).toEqual({ conversation, messages });
    });

    it('are written out as Markdown under a name that harms nobody', async () => {
      const id = await begin('# one\n<b>two</b>');
      await change(id, { title: 'Tür "../../x\r\nSet-Cookie: a=b’ \u202egpj.exe' });
      const response = await person.fetch(`/api/conversations/${id}/export?format=md`);
      const text = await response.text();
      expect(text).toContain('\n## You\n\n> \\# one\n> \\<b\\>two\\</b\\>\n\n## scripted\n\n');
      expect(text).toContain((await person.lastMessage(id)).content);
      expect(response.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
      const disposition = response.headers.get('content-disposition') ?? '';
      expect(disposition).toMatch(
        /^attachment; filename="conversation\.md"; filename\*=UTF-8''[\w.%~!-]+$/,
      );
      expect(decodeURIComponent(disposition.split("''")[1] ?? '')).toBe(
        'Tür .. .. x Set-Cookie a=b’ gpj.exe.md',
      );
      expect(response.headers.get('set-cookie')).toBeNull();
    });

    it('have no third form', async () => {
      const id = await begin('x');
      for (const query of ['', '?format=pdf', '?format=md&format=json']) {
        expect((await person.fetch(`/api/conversations/${id}/export${query}`)).status).toBe(400);
      }
    });
  },
);
