import { SEED } from '@prome-dify/testing/random';
import type { ReceiptAnswer } from '@prome-dify/contracts';
import { warmUpTokenizer } from '@prome-dify/llm';
import type { ModelCall } from '@prome-dify/testing';
import { enginesFor, wireUsage } from '@prome-dify/testing';
import fc from 'fast-check';
import type { ModelSetting } from '../chat.fixture';
import { ChatHost } from '../chat.fixture';
import type { Person } from '../spec-support/person';
import { storyOf } from '../spec-support/story';

/** On each database; one conversation is a few chats. */
const CHATS = Number(process.env['QUOTES'] ?? 150);
const AT_ONCE = 6;
const count = await warmUpTokenizer();

const MODELS: readonly ModelSetting[] = [
  { id: 'one-to-one', inputRate: 1, outputRate: 1 },
  { id: 'cheap-cache', inputRate: 1.25, cachedInputRate: 0.125, outputRate: 5 },
  { id: 'dear-cache', inputRate: 0.5, cachedInputRate: 0.625, outputRate: 1.5 },
  { id: 'nearly-free', inputRate: 0.001, cachedInputRate: 0, outputRate: 0.002 },
  { id: 'free', inputRate: 0, outputRate: 0 },
  { id: 'short', inputRate: 3, outputRate: 15.75, maxOutputTokens: 20 },
];

interface Chat {
  readonly message: string;
  readonly model: string;
  /** Whether it goes on with the conversation before it. */
  readonly goesOn: boolean;
  readonly words: number;
  /** How much of the prompt the provider had in its cache, in percent. */
  readonly cached: number;
  readonly told: 'counts' | 'nothing' | 'nonsense';
  readonly obeysCap: boolean;
}

const chats = fc
  .sample(
    fc.record<Chat>({
      message: fc.oneof(
        fc.lorem({ maxCount: 60 }),
        fc.string({ unit: 'grapheme', maxLength: 200 }),
      ),
      model: fc.constantFrom(...MODELS.map(({ id }) => id)),
      goesOn: fc.boolean(),
      words: fc.oneof(fc.nat(30), fc.nat(400)),
      cached: fc.oneof(fc.constant(0), fc.nat(100)),
      told: fc.constantFrom('counts', 'counts', 'nothing', 'nonsense'),
      obeysCap: fc.boolean(),
    }),
    { seed: SEED, numRuns: CHATS },
  )
  .map((chat, n) => ({ ...chat, message: `${n}: ${chat.message}` }));

describe.each(await enginesFor(import.meta.filename))(
  `quotes on $name (seed ${SEED})`,
  (engine) => {
    let host: ChatHost;
    beforeAll(async () => {
      host = await ChatHost.open(engine, { SIGNUP_TOKENS: '20000' }, MODELS);
    });
    afterAll(() => host.close());

    it(`hold: what ${CHATS} answers cost lies between the least and the most`, async () => {
      host.model.script(modelThat(chats));
      const waiting = chats.values();
      const wrong: unknown[] = [];
      const talk = async () => {
        let [person, conversationId]: [Person, string | undefined] = [
          await host.newPerson(),
          undefined,
        ];
        for (const chat of waiting) {
          const more = {
            model: chat.model,
            ...(chat.goesOn && conversationId && { conversationId }),
          };
          const quote = await person.quote(chat.message, more);
          const { events } = await person.say(chat.message, more);
          const story = storyOf(events);
          if (!inside(quote, story)) wrong.push({ chat, quote, story });
          conversationId = story.conversationId;
          if (!quote.affordable) person = await host.newPerson();
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, talk));
      expect(wrong).toEqual([]);
      expect(await host.findings()).toEqual([]);
    });

    it('are of today; a receipt stays as it was', async () => {
      host.model.script('normal');
      const person = await host.newPerson();
      const { conversationId = '' } = storyOf((await person.say('How much?', CHEAP)).events);
      const { id } = await person.lastMessage(conversationId);
      const receipt = async () =>
        (await person.call<ReceiptAnswer>(`/api/messages/${id}/receipt`)).body;
      const [quote, before] = [await person.quote('How much?', CHEAP), await receipt()];
      await host.reprice(MODELS.map((each) => ({ ...each, inputRate: 40, outputRate: 60 })));
      const dearer = await person.quote('How much?', CHEAP);
      expect(dearer.minTokens).toBeGreaterThan(quote.minTokens);
      expect(await receipt()).toEqual(before);
    });
  },
);

const CHEAP = { model: 'cheap-cache' };

/** An answer that never began to be written costs nothing; any other lies inside its quote. */
function inside(
  { minTokens, maxTokens, affordable }: Awaited<ReturnType<Person['quote']>>,
  { charged, end, text }: ReturnType<typeof storyOf>,
): boolean {
  if (!affordable) return end === 'insufficient_tokens' && charged === 0;
  if (end !== 'complete' && end !== 'length') return false;
  if (text === '' || maxTokens === 0) return charged <= maxTokens;
  return charged >= minTokens && charged <= maxTokens;
}

/** A model that finds in the request which of the chats it is, and behaves as that one says. */
function modelThat(all: readonly Chat[]) {
  return async (call: ModelCall): Promise<void> => {
    const { messages, max_tokens: cap } = call.request.body as {
      readonly messages: { role: 'user'; content: string }[];
      readonly max_tokens: number;
    };
    const chat = all[Number(messages.at(-1)?.content.split(':', 1)[0])];
    if (!chat) throw new Error('nobody asked that');
    let text = '';
    for (let word = 0; word < chat.words; word += 1) {
      const next = `${text}word${word} `;
      if (chat.obeysCap && count.text(next) > cap) break;
      text = next;
      await call.delta(`word${word} `);
    }
    const prompt = count.prompt(messages);
    const cached = Math.floor((prompt * chat.cached) / 100);
    await call.finish('stop');
    if (chat.told === 'nonsense') await call.usage({ prompt_tokens: -5, completion_tokens: 1e308 });
    if (chat.told === 'counts') {
      const counted = wireUsage(prompt, count.text(text));
      await call.usage({ ...counted, prompt_tokens_details: { cached_tokens: cached } });
    }
    await call.done();
  };
}
