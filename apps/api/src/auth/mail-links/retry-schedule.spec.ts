import { ATTEMPTS_MAX, waitAfter } from './retry-schedule';

describe('The schedule of retries', () => {
  const waits = Array.from({ length: ATTEMPTS_MAX + 1 }, (_, n) => waitAfter(n + 1));

  it('begins after seconds, doubles, and never waits longer than ten minutes', () => {
    expect(waits.slice(0, 4)).toEqual([5_000, 10_000, 20_000, 40_000]);
    expect(Math.max(...waits.map((wait) => wait ?? 0))).toBe(600_000);
  });

  it('ends within the hour', () => {
    expect(waits.slice(-2)).toEqual([undefined, undefined]);
    expect(waits.reduce((sum: number, wait) => sum + (wait ?? 0), 0)).toBeLessThan(3_600_000);
  });
});
