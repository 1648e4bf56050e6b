import type { ConversationView } from '@prome-dify/contracts';
import { enginesFor } from '@prome-dify/testing';
import { ChatHost } from '../chat.fixture';
import { gated } from '../spec-support/gated';
import type { Person } from '../spec-support/person';
import { storyOf } from '../spec-support/story';

describe.each(await enginesFor(import.meta.filename))('conversations on $name', (engine) => {
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
  afterAll(async () => {
    expect(await host.findings()).toEqual([]);
    await host.close();
  });

  /** Begins a conversation and answers its id. */
  async function begin(message: string): Promise<string> {
    const { conversationId } = storyOf((await person.say(message)).events);
    return conversationId ?? '';
  }

  const titles = async (query = '') =>
    (await person.conversations(query)).body.conversations.map(({ title }) => title);

  it('are none for a new person', async () => {
    expect((await person.conversations()).body).toEqual({ conversations: [], nextCursor: null });
  });

  it('are listed by their newest activity', async () => {
    const first = await begin('One');
    await begin('Two');
    await begin('Three');
    expect(await titles()).toEqual(['Three', 'Two', 'One']);
    await person.say('Again', { conversationId: first });
    expect(await titles()).toEqual(['One', 'Three', 'Two']);
  });

  it('come in pages that together are the whole list, once', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await begin(name);
    const pages: string[][] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = `?limit=2${cursor && `&cursor=${cursor}`}`;
      const { body } = await person.conversations(query);
      pages.push(body.conversations.map(({ title }) => title));
      cursor = body.nextCursor;
      // What begins meanwhile changes no later page.
      if (pages.length === 1) await begin('new');
    }
    expect(pages).toEqual([['e', 'd'], ['c', 'b'], ['a']]);
    const five = await person.conversations('?limit=6');
    expect(five.body.nextCursor).toBeNull();
  });

  it('are found by a part of their title, whatever characters are in it', async () => {
    for (const name of ['Garden plans', 'the GARDEN', '100% sure', 'Ärger_mit_Öl', 'a\\b']) {
      await begin(name);
    }
    const found = (q: string) => titles(`?q=${encodeURIComponent(q)}`);
    expect(await found('garden')).toEqual(['the GARDEN', 'Garden plans']);
    expect(await found('DEN P')).toEqual(['Garden plans']);
    expect(await found('%')).toEqual(['100% sure']);
    expect(await found('_')).toEqual(['Ärger_mit_Öl']);
    expect(await found('Är')).toEqual(['Ärger_mit_Öl']);
    expect(await found('\\')).toEqual(['a\\b']);
    expect(await found("' OR 1=1 --")).toEqual([]);
    const { body } = await person.conversations('?q=garden&limit=1');
    expect(await titles(`?q=garden&limit=1&cursor=${body.nextCursor}`)).toEqual(['Garden plans']);
  });

  it('show their messages oldest first, page by page towards the past', async () => {
    const conversationId = await begin('q1');
    for (const message of ['q2', 'q3']) await person.say(message, { conversationId });
    const answer = 'Hello from the scripted model.';
    const pages: string[][] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = `?limit=4${cursor && `&cursor=${cursor}`}`;
      const { body } = await person.messages(conversationId, query);
      pages.push(body.messages.map(({ content }) => content));
      cursor = body.nextCursor;
    }
    expect(pages).toEqual([
      ['q2', answer, 'q3', answer],
      ['q1', answer],
    ]);
  });

  it('show an answer that is on its way, with the id to resume or stop it', async () => {
    const gate = gated(['So far ', 'so good']);
    host.model.next(gate.script);
    const stream = await person.begin({ message: 'Hello' });
    const { value } = await stream.events.next();
    const id = value?.event === 'meta' ? value.data.conversation_id : '';
    const { generationId } = stream;
    const running = await person.lastMessage(id);
    expect(running).toMatchObject({ role: 'assistant', status: 'streaming', generationId });
    gate.release();
    for await (const _ of stream.events);
    const done = await person.lastMessage(id);
    expect(done).toMatchObject({ content: 'So far so good', status: 'complete' });
    expect(done).not.toHaveProperty('generationId');
  });

  it('can be renamed', async () => {
    const id = await begin('Old name');
    const { status, body } = await person.call<ConversationView>(`/api/conversations/${id}`, {
      method: 'PATCH',
      body: { title: '  Neuer Name 😀 ' },
    });
    expect({ status, body }).toMatchObject({ status: 200, body: { id, title: 'Neuer Name 😀' } });
    expect(await titles()).toEqual(['Neuer Name 😀']);
  });

  it('can be deleted, also while they are answered; what they cost stays in the books', async () => {
    const id = await begin('Kept');
    const gate = gated(['Half ']);
    host.model.next(gate.script);
    const stream = await person.begin({ message: 'More', conversationId: id });
    const remove = () => person.call(`/api/conversations/${id}`, { method: 'DELETE' });
    expect((await remove()).status).toBe(204);
    gate.release();
    for await (const event of stream.events) expect(event.event).not.toBe('error');
    expect(await titles()).toEqual([]);
    expect((await remove()).status).toBe(404);
    expect((await person.messages(id)).status).toBe(404);
    expect(await person.charges()).toEqual([13, 17]);
    expect((await person.balance()).held).toBe(0);
  });
});
