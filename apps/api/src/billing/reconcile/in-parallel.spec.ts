import { setImmediate as nextTurn } from 'node:timers/promises';
import { inParallel } from './in-parallel';

describe('inParallel', () => {
  it('works on everything once, and on no more than so many at a time', async () => {
    const done: number[] = [];
    let [running, most] = [0, 0];
    const items = Array.from({ length: 20 }, (_, n) => n);
    await inParallel(items, 3, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await nextTurn();
      running -= 1;
      done.push(item);
    });
    expect(done.toSorted((a, b) => a - b)).toEqual(items);
    expect(most).toBe(3);
  });

  it('begins nothing more after a failure, and throws the first when all has ended', async () => {
    const begun: number[] = [];
    let running = 0;
    const work = inParallel([0, 1, 2, 3, 4, 5], 2, async (item) => {
      begun.push(item);
      running += 1;
      await nextTurn();
      running -= 1;
      if (item < 2) throw new Error(`failed ${item}`);
    });
    await expect(work).rejects.toThrow('failed 0');
    expect(running).toBe(0);
    expect(begun).toEqual([0, 1]);
  });

  it('has nothing to do with nothing', async () => {
    await expect(inParallel([], 4, () => Promise.reject(new Error('never')))).resolves.toBe(
      undefined,
    );
  });
});
