/** @jest-environment node */
import fc from 'fast-check';
import { SEED } from '../../../core/seed.fixture';
import {
  UNKNOWN,
  afterLook,
  afterSeen,
  afterTopUp,
  isDue,
  levelOf,
  wantsTopUp,
  type Remembered,
} from './low-balance';

const tokens = fc.integer({ min: 0, max: 1_000_000 });

/** What happens to a balance: an answer takes some, a correction gives some back, a purchase adds. */
type Step =
  | { readonly kind: 'spend' | 'correct'; readonly part: number }
  | { readonly kind: 'buy'; readonly tokens: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('spend'),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('correct'),
      part: fc.double({ min: 0, max: 0.3, noNaN: true }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('buy'),
      tokens: fc.integer({ min: 1, max: 100_000 }),
    }),
  },
);

/** A page that looks after every step and whose reader puts each notice away; tells the levels. */
function live(steps: readonly Step[], reloads = false) {
  let balance = 1_000;
  let topUp = { id: 'grant', tokens: 1_000 };
  let remembered: Remembered = UNKNOWN;
  const notices: { readonly topUp: string; readonly level: number }[] = [];
  const look = () => {
    if (reloads) remembered = JSON.parse(JSON.stringify(remembered)) as Remembered;
    remembered = wantsTopUp(remembered, balance)
      ? afterTopUp(remembered, topUp, balance)
      : afterLook(remembered, balance);
    if (!isDue(remembered, balance)) return;
    notices.push({ topUp: topUp.id, level: levelOf(balance, topUp.tokens) });
    remembered = afterSeen(remembered, balance);
    expect(isDue(remembered, balance)).toBe(false);
  };
  look();
  for (const [n, each] of steps.entries()) {
    if (each.kind === 'buy') {
      topUp = { id: `purchase ${n}`, tokens: each.tokens };
      balance += each.tokens;
    } else if (each.kind === 'spend') balance -= Math.floor(balance * each.part);
    else balance += Math.floor(topUp.tokens * each.part);
    look();
  }
  return { notices, balance, topUp };
}

describe('the notice of a low balance', () => {
  it.each([
    [1_000, 1_000, 0],
    [201, 1_000, 0],
    [200, 1_000, 1],
    [51, 1_000, 1],
    [50, 1_000, 2],
    [1, 1_000, 2],
    [0, 1_000, 3],
    [1_900, 10_000, 1],
    [1, 0, 0],
    [0, 0, 3],
  ])('is, with %i left of %i, of level %i', (left, full, level) => {
    expect(levelOf(left, full)).toBe(level);
  });

  it('never gets less urgent as the balance falls', () => {
    fc.assert(
      fc.property(tokens, tokens, tokens, (a, b, full) => {
        expect(levelOf(Math.min(a, b), full)).toBeGreaterThanOrEqual(levelOf(Math.max(a, b), full));
      }),
      { seed: SEED },
    );
  });

  it('comes once for each threshold and top-up, whatever is spent, corrected and bought', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const told = live(steps).notices.map(({ topUp, level }) => `${topUp} ${level}`);
        expect(new Set(told).size).toBe(told.length);
      }),
      { seed: SEED },
    );
  });

  it('grows more urgent until tokens are bought, and begins anew then', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { notices } = live(steps);
        for (const [n, { topUp, level }] of notices.entries()) {
          const before = notices[n - 1];
          if (before?.topUp === topUp) expect(level).toBeGreaterThan(before.level);
        }
      }),
      { seed: SEED },
    );
  });

  it('has come when nothing is left', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const { notices, topUp } = live([...steps, { kind: 'spend', part: 1 }]);
        expect(notices.at(-1)).toEqual({ topUp: topUp.id, level: 3 });
      }),
      { seed: SEED },
    );
  });

  it('is the same with a reload between any two steps', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        expect(live(steps, true).notices).toEqual(live(steps).notices);
      }),
      { seed: SEED },
    );
  });

  it('comes once on a device that has seen none of it', () => {
    const known = afterTopUp(UNKNOWN, { id: 'grant', tokens: 1_000 }, 30);
    expect(isDue(known, 30)).toBe(true);
    expect(isDue(afterSeen(known, 30), 30)).toBe(false);
    expect(isDue(UNKNOWN, 0)).toBe(false);
  });
});
