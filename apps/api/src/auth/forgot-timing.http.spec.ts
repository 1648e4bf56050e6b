import { reachableEngines } from '@prome-dify/testing';
import { SEED } from '../platform/spec-support/seed';
import type { OpenedWithMail } from './mail-links/mailed.fixture';
import { newEmail, openWithMail } from './mail-links/mailed.fixture';

const SAMPLES = 100;
/** By chance alone two samples are so far apart once in 16,000 runs. */
const Z_MAX = 4;

describe.each(await reachableEngines())('Asking for a new password on $name', (engine) => {
  let server: OpenedWithMail;
  beforeAll(async () => {
    server = await openWithMail(engine);
  });
  afterAll(() => server.close());

  async function measure(email: string): Promise<number> {
    const begun = performance.now();
    await server.post('password/forgot', { email });
    return performance.now() - begun;
  }

  it(`takes as long for an unknown address as for a known one (seed ${SEED})`, async () => {
    const known = newEmail();
    await server.post('register', { email: known, password: 'password123' });
    const order = Array.from({ length: 2 * SAMPLES }, (_, n) => n % 2 === 0);
    shuffle(order, SEED);
    const times = { known: [] as number[], unknown: [] as number[] };
    for (const isKnown of order) {
      if (isKnown) times.known.push(await measure(known));
      else times.unknown.push(await measure(newEmail()));
    }
    expect(Math.abs(rankSumZ(times.known, times.unknown))).toBeLessThan(Z_MAX);
  });
});

/** How far the ranks of two samples are apart, in standard deviations (Mann-Whitney). */
function rankSumZ(a: readonly number[], b: readonly number[]): number {
  const wins = a.reduce((sum, x) => sum + b.filter((y) => x > y).length, 0);
  const mean = (a.length * b.length) / 2;
  return (wins - mean) / Math.sqrt((mean * (a.length + b.length + 1)) / 6);
}

function shuffle(items: unknown[], seed: number): void {
  let state = seed;
  for (let last = items.length - 1; last > 0; last -= 1) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    const other = state % (last + 1);
    [items[last], items[other]] = [items[other], items[last]];
  }
}
