import type { ModelScript } from '@prome-dify/testing';
import { answering, enginesFor } from '@prome-dify/testing';
import { ChatHost } from '../chat.fixture';
import { storyOf } from '../spec-support/story';
import type { WriteCounter } from '../spec-support/write-counter';
import { countWrites } from '../spec-support/write-counter';

/** Admission and settlement. */
const WRITES_PER_TURN = 2;
const CHECKPOINT_MS = 1_000;
const FIRST_WORD_MS = 50;
const TURNS = 20;

describe.each(await enginesFor(import.meta.filename))('what a turn costs on $name', (engine) => {
  let host: ChatHost;
  let writes: WriteCounter;
  beforeAll(async () => {
    host = await ChatHost.open(engine);
    writes = await countWrites(host.databaseUrl);
  });
  afterAll(async () => {
    expect(await host.findings()).toEqual([]);
    await writes.close();
    await host.close();
  });

  /** What one answer of so many deltas makes the database do. */
  async function turn(deltas: number, paceMs: number) {
    const person = await host.newPerson();
    const words = Array.from({ length: deltas }, (_, n) => `w${n} `);
    host.model.script(answering({ deltas: words, paceMs }));
    const [commits, statements] = [await writes.commits(), await writes.statements()];
    const began = performance.now();
    const { events } = await person.say('Hello');
    const ms = performance.now() - began;
    expect(storyOf(events)).toMatchObject({ text: words.join(''), end: 'complete' });
    const after = await writes.statements();
    const difference = Object.entries(after ?? {}).map(
      ([table, n]) => [table, n - (statements?.[table] ?? 0)] as const,
    );
    return {
      commits: (await writes.commits()) - commits,
      checkpointsMax: Math.ceil(ms / CHECKPOINT_MS),
      statements: after && Object.fromEntries(difference.filter(([, n]) => n > 0)),
      events: events.length,
    };
  }

  it.each([
    [1, 0],
    [500, 0],
    [500, 2],
  ])(
    'is two writes for a text of %d pieces, one every %d ms, beside checkpoints',
    async (deltas, paceMs) => {
      const { commits, checkpointsMax, statements } = await turn(deltas, paceMs);
      expect(commits).toBeGreaterThanOrEqual(WRITES_PER_TURN);
      // Two more at the most, beside all turns: the lease of the reconciler and the index of words.
      expect(commits).toBeLessThanOrEqual(WRITES_PER_TURN + checkpointsMax + 2);
      if (!statements) return;
      // A checkpoint saves text and may renew the lease of the hold.
      const { message = 0, hold = 0, ...others } = statements;
      expect(hold).toBeGreaterThanOrEqual(2);
      expect(hold).toBeLessThanOrEqual(2 + checkpointsMax);
      expect(others).toEqual({
        ...{ conversation: 1, generation: 2, transfer: 1, usage_event: 1 },
        // Held, charged, and chained to the transfer before.
        account: 3,
      });
      expect(message - 2).toBeLessThanOrEqual(commits - WRITES_PER_TURN);
    },
  );

  it('is few events for deltas that arrive together', async () => {
    const deltas = Array.from({ length: 2_000 }, () => 'x');
    host.model.script(burst(deltas));
    const { events } = await (await host.newPerson()).say('Hello');
    expect(storyOf(events)).toMatchObject({ text: deltas.join(''), end: 'complete' });
    expect(events.length).toBeLessThan(100);
  });

  it(`is less than ${FIRST_WORD_MS} ms from the model's first word to the person`, async () => {
    const person = await host.newPerson();
    const delays: number[] = [];
    for (let n = 0; n < TURNS; n += 1) {
      let spoken = 0;
      host.model.next(async (call) => {
        // The answer begins when all is idle, as a model that thinks for a while would.
        call.start();
        await call.wait(5);
        spoken = performance.now();
        await call.delta('First');
        await call.done();
      });
      for await (const { event } of (await person.begin({ message: 'Hello' })).events) {
        if (event === 'answer' && delays.length === n) delays.push(performance.now() - spoken);
      }
    }
    const median = delays.toSorted((a, b) => a - b)[TURNS / 2] ?? Number.NaN;
    expect(median).toBeGreaterThan(0);
    expect(median).toBeLessThan(FIRST_WORD_MS);
  });
});

/** Says everything in one packet. */
function burst(deltas: readonly string[]): ModelScript {
  return async (call) => {
    const chunks = deltas.map((content) => ({ choices: [{ index: 0, delta: { content } }] }));
    await call.raw(chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join(''));
    await call.finish('stop');
    await call.done();
  };
}
