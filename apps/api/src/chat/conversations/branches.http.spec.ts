import type { ChatRequest, ConversationExport, MessageView } from '@prome-dify/contracts';
import { answering, enginesFor } from '@prome-dify/testing';
import { ChatHost } from '../chat.fixture';
import { gated } from '../spec-support/gated';
import type { Person } from '../spec-support/person';
import { storyOf } from '../spec-support/story';

const UNKNOWN = '01a20337-0000-7000-8000-00000000dead';

describe.each(await enginesFor(import.meta.filename))(
  'the branches of a conversation on $name',
  (engine) => {
    let host: ChatHost;
    let person: Person;
    let id: string;
    /** The next answers are a1, a2 and so on. */
    beforeEach(async () => {
      host.model.clear();
      let count = 0;
      host.model.script((call) => answering({ deltas: [`a${(count += 1)}`] })(call));
      person = await host.newPerson();
      id = storyOf((await person.say('q1')).events).conversationId ?? '';
      await tell('q2');
    });
    beforeAll(async () => {
      host = await ChatHost.open(engine);
    });
    afterAll(async () => {
      expect(await host.findings()).toEqual([]);
      await host.close();
    });

    const shown = async (query = '') => (await person.messages(id, query)).body.messages;
    const texts = async () => (await shown()).map(({ content }) => content).join(' ');
    const messageOf = async (content: string): Promise<MessageView> => {
      const found = (await shown()).find((message) => message.content === content);
      if (!found) throw new Error(`${content} is not shown`);
      return found;
    };
    const send = async (more: ChatRequest) =>
      storyOf((await person.chat({ conversationId: id, ...more })).events);
    const tell = (message: string) => send({ message });
    const edit = async (question: string, message: string) =>
      send({ message, parentId: (await messageOf(question)).parentId });
    const regenerate = async (answer: string) => send({ regenerate: (await messageOf(answer)).id });
    const asked = () =>
      (host.model.requests.at(-1)?.body as { messages: { content: string }[] }).messages
        .map(({ content }) => content)
        .join(' ');

    it('have another answer to the same question beside the first, and a charge of its own', async () => {
      const old = await messageOf('a2');
      expect(await regenerate('a2')).toMatchObject({ text: 'a3', end: 'complete' });
      expect([await texts(), asked()]).toEqual(['q1 a1 q2 a3', 'q1 a1 q2']);
      const { parentId, version } = await messageOf('a3');
      expect(parentId).toBe(old.parentId);
      expect(version).toEqual({ number: 2, count: 2, previousId: old.id, nextId: null });
      expect(await person.charges()).toHaveLength(3);
      expect((await person.call(`/api/messages/${old.id}/receipt`)).status).toBe(200);
    });

    it('have another question beside the first, and what came after that one', async () => {
      await tell('q3');
      await edit('q2', 'Q2');
      expect([await texts(), asked()]).toEqual(['q1 a1 Q2 a4', 'q1 a1 Q2']);
      await tell('Q3');
      expect([await texts(), asked()]).toEqual(['q1 a1 Q2 a4 Q3 a5', 'q1 a1 Q2 a4 Q3']);
      const { version } = await messageOf('Q2');
      expect(version).toMatchObject({ number: 2, count: 2, nextId: null });
      await person.show(id, version?.previousId ?? '');
      expect(await texts()).toBe('q1 a1 q2 a2 q3 a3');
    });

    it('may differ from the first question on, under the title they had', async () => {
      await edit('q1', 'Q1');
      expect([await texts(), asked()]).toEqual(['Q1 a3', 'Q1']);
      await regenerate('a3');
      expect(await texts()).toBe('Q1 a4');
      const [first] = await shown();
      expect(first).toMatchObject({ parentId: null, version: { number: 2, count: 2 } });
      const { conversations } = (await person.conversations()).body;
      expect(conversations.map(({ title }) => title)).toEqual(['q1']);
    });

    it('are shown to the newest end; the one that is shown already stays', async () => {
      const first = await messageOf('q1');
      await regenerate('a2');
      await tell('q3');
      await edit('q1', 'Q1');
      await person.show(id, first.id);
      expect(await texts()).toBe('q1 a1 q2 a3 q3 a4');
      const { previousId } = (await messageOf('a3')).version ?? {};
      await person.show(id, previousId ?? '');
      expect(await texts()).toBe('q1 a1 q2 a2');
      expect((await person.show(id, first.id)).status).toBe(200);
      expect(await texts()).toBe('q1 a1 q2 a2');
      await host.restart();
      expect(await texts()).toBe('q1 a1 q2 a2');
    });

    it('come in pages that stay with their branch when another is shown meanwhile', async () => {
      const { id: other } = await messageOf('a2');
      await regenerate('a2');
      await tell('q3');
      const pages: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const query: string = `?limit=2${cursor && `&cursor=${cursor}`}`;
        const { body } = await person.messages(id, query);
        pages.push(body.messages.map(({ content }) => content).join(' '));
        cursor = body.nextCursor;
        await person.show(id, other);
      }
      expect(pages).toEqual(['q3 a4', 'q2 a3', 'q1 a1']);
    });

    it('are exported as they are shown', async () => {
      await edit('q2', 'Q2');
      const path = `/api/conversations/${id}/export?format=`;
      const { body } = await person.call<ConversationExport>(`${path}json`);
      expect(body.messages.map(({ content }) => content)).toEqual(['q1', 'a1', 'Q2', 'a3']);
      expect(await (await person.fetch(`${path}md`)).text()).not.toContain('q2');
    });

    it('cost what was quoted for them', async () => {
      for (let turn = 3; turn < 6; turn += 1) await tell(`q${turn} ${'long '.repeat(200)}`);
      const place = { message: 'q', conversationId: id };
      const last = await person.quote('q', place);
      const first = await person.quote('q', { ...place, parentId: null });
      const again = await person.call(`/api/chat/quote`, {
        body: { conversationId: id, regenerate: (await messageOf('a1')).id },
      });
      expect(last.promptTokens).toBeGreaterThan(600);
      expect(first.promptTokens).toBeLessThan(20);
      expect(again.body).toMatchObject({ promptTokens: first.promptTokens + 1 });
    });

    it('begin once with one key, which takes no other place', async () => {
      const [{ id: answer }, headers] = [await messageOf('a1'), { 'idempotency-key': 'again' }];
      const body = { conversationId: id, regenerate: answer };
      const stories = [];
      for (let time = 0; time < 2; time += 1)
        stories.push(storyOf((await person.chat(body, headers)).events));
      expect(stories[1]).toEqual(stories[0]);
      expect([await texts(), await person.charges()]).toMatchObject(['q1 a3', { length: 3 }]);
      const { id: other } = await messageOf('a3');
      expect(await person.refused({ ...body, regenerate: other }, headers)).toEqual({
        ...{ status: 422, code: 'idempotency_mismatch' },
      });
    });

    it('tell a regenerated first answer again as one of a conversation that was there', async () => {
      const { generationId, events } = await person.chat({
        ...{ conversationId: id, regenerate: (await messageOf('a1')).id },
      });
      await host.restart();
      const again = await person.replay(generationId ?? '');
      expect(again.events.map(({ event }) => event)).not.toContain('meta');
      expect(storyOf(again.events)).toEqual(storyOf(events));
    });

    it('take one of many that regenerate at once; the others find the conversation busy', async () => {
      const gate = gated(['one ']);
      host.model.script(gate.script);
      const body = { conversationId: id, regenerate: (await messageOf('a2')).id };
      const many = await Promise.all(
        Array.from({ length: 5 }, () => person.fetch('/api/chat', { body })),
      );
      expect(many.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409]);
      expect(await person.show(id, body.regenerate)).toMatchObject({
        ...{ status: 409, body: { code: 'conversation_busy' } },
      });
      gate.release();
      await Promise.all(many.map((response) => response.text()));
      expect((await shown()).at(-1)).toMatchObject({ content: 'one ', version: { count: 2 } });
      expect((await person.show(id, body.regenerate)).status).toBe(200);
    });

    it('stay one chain when messages race for its end', async () => {
      const race = async (message: string) => {
        while ((await person.chat({ message, conversationId: id }).catch(() => null)) === null);
      };
      await Promise.all(['x', 'y', 'z'].map(race));
      const messages = await shown();
      expect(messages).toHaveLength(10);
      expect(messages.filter(({ version }) => version)).toEqual([]);
    });

    it('know no message of somebody else, of another conversation, or of nobody', async () => {
      const other = await host.newPerson();
      const theirs = storyOf((await other.say('theirs')).events).conversationId ?? '';
      const mine = storyOf((await person.say('mine')).events).conversationId ?? '';
      const ids = [
        (await other.lastMessage(theirs)).id,
        (await person.lastMessage(mine)).id,
        UNKNOWN,
        UNKNOWN.toUpperCase(),
      ];
      for (const messageId of ids) {
        const places = [{ message: 'Hi', parentId: messageId }, { regenerate: messageId }];
        for (const place of places) {
          const body = { conversationId: id, ...place };
          expect(await person.refused(body)).toEqual({ status: 404, code: 'not_found' });
          expect((await person.call('/api/chat/quote', { body })).status).toBe(404);
        }
        expect((await person.show(id, messageId)).status).toBe(404);
      }
      expect((await other.show(id, (await messageOf('a1')).id)).status).toBe(404);
    });

    it('refuse a place that is none', async () => {
      const [question, answer] = [(await messageOf('q2')).id, (await messageOf('a2')).id];
      const bodies = [
        { conversationId: id, message: 'Hi', parentId: question },
        { conversationId: id, regenerate: question },
        { conversationId: id, message: 'Hi', regenerate: answer },
        { conversationId: id, parentId: null, regenerate: answer },
        { conversationId: id, parentId: answer },
        { regenerate: answer },
        { message: 'Hi', parentId: null },
        ...['', 'x', 1, {}, [answer]].flatMap((wrong) => [
          { conversationId: id, message: 'Hi', parentId: wrong },
          { conversationId: id, regenerate: wrong },
        ]),
        { conversationId: id, regenerate: null },
      ];
      for (const body of bodies) {
        const { status, code } = await person.refused(body);
        expect([body, status, code]).toEqual([body, 400, 'validation_failed']);
      }
      expect(await texts()).toBe('q1 a1 q2 a2');
      expect(await person.charges()).toHaveLength(2);
    });
  },
);
