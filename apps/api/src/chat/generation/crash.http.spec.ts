import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { estimatePrompt, estimateTokens } from '@prome-dify/llm';
import { enginesFor, until } from '@prome-dify/testing';
import { ChatHost } from '../chat.fixture';
import { gated } from '../spec-support/gated';
import type { Person } from '../spec-support/person';
import { storyOf } from '../spec-support/story';

const CLI = `${import.meta.dirname}/../../../../../dist/apps/api/cli.js`;
const LEASE_MS = 1_500;
/** What may be left of the lease, and the time until the next sweep; and a busy machine's share. */
const SWEPT_WITHIN_MS = 1.5 * LEASE_MS + 1_000;

const MESSAGE = 'Tell me a long story';
const TEXT = 'Once upon a time, in 世界 😀 ';
const PRICE =
  (await estimatePrompt([{ role: 'user', content: MESSAGE }])) + (await estimateTokens(TEXT));

interface Cut {
  readonly person: Person;
  readonly generationId: string;
  readonly conversationId: string;
}

describe.each(await enginesFor(import.meta.filename))(
  'kill -9 in the middle of answers on $name',
  (engine) => {
    let host: ChatHost;
    /** Answers of which `TEXT` was saved when the server died. */
    let spoken: readonly Cut[];
    /** An answer without a word. */
    let silent: Cut;
    let sweptAfterMs: number;

    beforeAll(async () => {
      host = await ChatHost.open(engine, { HOLD_LEASE_MS: String(LEASE_MS) });
      host.model.script(gated([TEXT], ['never ', 'said']).script);
      spoken = await Promise.all([begin(), begin(), begin()]);
      await until('the model is asked', () => host.model.open === spoken.length);
      host.model.script('hang');
      silent = await begin();
      const all = [...spoken, silent];
      for (const { person, conversationId } of spoken) {
        await until('a checkpoint holds the text', async () => {
          return (await person.lastMessage(conversationId)).content === TEXT;
        });
      }
      await until('the model is asked again', () => host.model.open === all.length);
      expect(await balances(all)).toEqual(all.map(() => ({ balance: 100_000, isHeld: true })));
      expect(await host.findings()).toEqual([]);
      await host.restart('SIGKILL');
      const started = performance.now();
      await until('nothing is held', async () =>
        (await balances(all)).every((each) => !each.isHeld),
      );
      sweptAfterMs = performance.now() - started;
    });
    afterEach(async () => expect(await host.findings()).toEqual([]));
    afterAll(() => host.close());

    async function begin(): Promise<Cut> {
      const person = await host.newPerson();
      const stream = await person.begin({ message: MESSAGE });
      const { value } = await stream.events.next();
      const conversationId = value?.event === 'meta' ? value.data.conversation_id : '';
      return { person, generationId: stream.generationId, conversationId };
    }

    it('holds nothing for longer than the lease', () => {
      expect(sweptAfterMs).toBeLessThan(SWEPT_WITHIN_MS);
    });

    it('loses no word that was saved, and charges for those alone', async () => {
      for (const { person, generationId, conversationId } of spoken) {
        const stored = await person.lastMessage(conversationId);
        expect(stored).toMatchObject({ content: TEXT, status: 'interrupted' });
        expect(await person.charges()).toEqual([PRICE]);
        expect(await person.balance()).toMatchObject({ balance: 100_000 - PRICE, held: 0 });
        const told = storyOf((await person.replay(generationId)).events);
        const end = 'server_restarting';
        expect(told).toMatchObject({ text: TEXT, charged: PRICE, source: 'estimated', end });
        const stop = { generationId, status: 'interrupted' };
        expect((await person.stop(generationId)).body).toEqual(stop);
      }
    });

    it('costs nothing where no word was said', async () => {
      const { person, conversationId } = silent;
      expect(await person.charges()).toEqual([]);
      expect(await person.balance()).toMatchObject({
        balance: 100_000,
        held: 0,
        available: 100_000,
      });
      const stored = await person.lastMessage(conversationId);
      expect(stored).toMatchObject({ content: '', status: 'interrupted', tokens: 0 });
    });

    it('leaves books that verify beside the running server', async () => {
      const env = { PATH: process.env['PATH'] ?? '', DATABASE_URL: host.databaseUrl };
      const run = promisify(execFile)(process.execPath, [CLI, 'ledger:verify'], { env });
      expect((await run).stdout).toMatch(/^The ledger is sound: /);
    });

    it('lets the conversation go on from what was saved', async () => {
      const [{ person, conversationId } = silent] = spoken;
      host.model.script('normal');
      const { events } = await person.say('Go on', { conversationId });
      expect(storyOf(events).end).toBe('complete');
      expect(host.model.requests.at(-1)?.body).toMatchObject({
        messages: [{ content: MESSAGE }, { content: TEXT }, { content: 'Go on' }],
      });
    });
  },
);

async function balances(cuts: readonly Cut[]) {
  const all = await Promise.all(cuts.map(({ person }) => person.balance()));
  return all.map(({ balance, held }) => ({ balance, isHeld: held > 0 }));
}
