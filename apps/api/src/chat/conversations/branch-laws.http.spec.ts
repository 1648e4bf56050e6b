import { SEED } from '@prome-dify/testing/random';
import type { ChatRequest, MessageView } from '@prome-dify/contracts';
import { enginesFor } from '@prome-dify/testing';
import { sql } from '../../platform/database';
import { ChatHost } from '../chat.fixture';
import { Chance } from '../simulation/spec-support/chance';
import type { Person } from '../spec-support/person';
import { storyOf } from '../spec-support/story';

/** What somebody does to one conversation; `STEPS=` does more. */
const STEPS = Number(process.env['STEPS'] ?? 40);

describe.each(await enginesFor(import.meta.filename))(
  'the tree of a conversation on $name',
  (engine) => {
    let host: ChatHost;
    let person: Person;
    let id: string;
    beforeAll(async () => {
      host = await ChatHost.open(engine);
      host.model.script('normal');
      person = await host.newPerson();
      id = storyOf((await person.say('Begin')).events).conversationId ?? '';
    });
    afterAll(() => host.close());

    const branch = async () => {
      const messages: MessageView[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const query: string = `?limit=3${cursor && `&cursor=${cursor}`}`;
        const { body } = await person.messages(id, query);
        messages.unshift(...body.messages);
        cursor = body.nextCursor;
      }
      return messages;
    };
    const everything = async () =>
      (
        await host.rows<{ id: string }>(sql`
        SELECT id FROM message WHERE conversation_id = ${id} ORDER BY id`)
      ).map((row) => row.id);
    const chat = (request: ChatRequest) => person.chat({ conversationId: id, ...request });

    it(`shows one chain from a first message to an end, and loses nothing (seed ${SEED})`, async () => {
      const chance = new Chance(SEED);
      let before: readonly string[] = [];
      for (let step = 0; step < STEPS; step += 1) {
        const shown = await branch();
        const now = await everything();
        expect(shown.map(({ parentId }) => parentId)).toEqual([
          ...[null, ...shown.slice(0, -1).map((message) => message.id)],
        ]);
        expect(shown.map(({ role }) => role)).toEqual(
          shown.map((_, index) => (index % 2 === 0 ? 'user' : 'assistant')),
        );
        expect(before.filter((each) => !now.includes(each))).toEqual([]);
        before = now;
        const of = (role: string) => chance.pick(shown.filter((message) => message.role === role));
        const wanted = chance.pick(now);
        await chance.weigh<() => Promise<unknown>>([
          [2, () => chat({ message: 'On' })],
          [2, () => chat({ message: 'Else', parentId: of('user').parentId })],
          [2, () => chat({ regenerate: of('assistant').id })],
          [3, () => person.show(id, wanted)],
        ])();
      }
      for (const each of before) {
        await person.show(id, each);
        expect((await branch()).map((message) => message.id)).toContain(each);
      }
    }, 120_000);
  },
);
