import { jest } from '@jest/globals';
import { HISTORIES, SEED } from './spec-support/seeds';
import { time } from './spec-support/virtual-time';
import type { Stage } from './spec-support/world';

// Before anything of the product is loaded: its pauses hang on the clock of the simulation.
jest.unstable_mockModule('node:timers/promises', () => ({ setTimeout: time.delay }));
const { openStage, play, search, storyOf } = await import('./spec-support/history');
const { PLANTED } = await import('./spec-support/planted-faults');

/** Far more than they take: all histories, half a minute where nothing else runs. */
const LIMIT_MS = 300_000;
/** Enough to find a fault that one history in a thousand meets. */
const SEARCHED = 6_000;
const REPLAYED = 50;

describe('A simulation of the money path', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.store.close());

  it(
    `sees no token lost, doubled or made up in ${HISTORIES} histories (seed ${SEED})`,
    async () => {
      const found = await search(stage, SEED, HISTORIES);
      if (found) throw new Error(storyOf(found));
    },
    LIMIT_MS,
  );

  it(`plays the same history for the same seed (seed ${SEED})`, async () => {
    for (let seed = SEED; seed < SEED + REPLAYED; seed += 1) {
      expect(await play(stage, seed)).toEqual(await play(stage, seed));
    }
  });

  describe.each(PLANTED)('of a product with %s', (_fault, parts) => {
    it(
      `finds it, and finds it again in the same steps (seed ${SEED})`,
      async () => {
        const found = await search(stage, SEED, SEARCHED, parts);
        expect(found).toBeDefined();
        if (found) expect(await play(stage, found.seed, parts)).toEqual(found);
      },
      LIMIT_MS,
    );
  });
});
