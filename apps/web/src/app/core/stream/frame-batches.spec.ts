/** @jest-environment node */
import fc from 'fast-check';
import { jest } from '@jest/globals';
import { Subject } from 'rxjs';
import { SEED } from '../seed.fixture';
import { frameBatches } from './frame-batches';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function batching({ drawnMs = 0, size = 0 } = {}) {
  const source = new Subject<number>();
  const batches: number[][] = [];
  const ends: unknown[] = [];
  const joined = frameBatches<number>(
    () => size,
    (tell) => tell(drawnMs),
  );
  const subscription = source.pipe(joined).subscribe({
    next: (batch) => batches.push(batch),
    error: (error: unknown) => ends.push(error),
    complete: () => ends.push('complete'),
  });
  return { source, batches, ends, subscription };
}

describe('frame batches', () => {
  it('passes the first item on at once', () => {
    const { source, batches } = batching();
    source.next(1);
    expect(batches).toEqual([[1]]);
  });

  it('joins what comes within a frame', () => {
    const { source, batches } = batching();
    for (const n of [1, 2, 3]) source.next(n);
    jest.advanceTimersByTime(49);
    expect(batches).toEqual([[1]]);
    jest.advanceTimersByTime(1);
    expect(batches).toEqual([[1], [2, 3]]);
  });

  it.each([
    [20, 100],
    [1_000, 200],
  ])('leaves most of the time to the reader where drawing takes %d ms', (drawnMs, pauseMs) => {
    const { source, batches } = batching({ drawnMs });
    source.next(1);
    source.next(2);
    jest.advanceTimersByTime(50);
    source.next(3);
    jest.advanceTimersByTime(pauseMs - 1);
    expect(batches).toEqual([[1], [2]]);
    jest.advanceTimersByTime(1);
    expect(batches).toEqual([[1], [2], [3]]);
  });

  it.each([
    [25, 50],
    [26, 100],
  ])('draws text that comes at twice %d characters in 50 ms every %d ms', (size, pauseMs) => {
    const { source, batches } = batching({ size });
    for (const n of [1, 2, 3]) source.next(n);
    jest.advanceTimersByTime(50);
    source.next(4);
    jest.advanceTimersByTime(pauseMs - 1);
    expect(batches).toEqual([[1], [2, 3]]);
    jest.advanceTimersByTime(1);
    expect(batches).toEqual([[1], [2, 3], [4]]);
  });

  it('waits for nothing after a pause', () => {
    const { source, batches } = batching();
    source.next(1);
    jest.advanceTimersByTime(1_000);
    source.next(2);
    expect(batches).toEqual([[1], [2]]);
  });

  it('lets nothing wait when the source ends, and flushes before it says so', () => {
    const { source, batches, ends } = batching();
    source.next(1);
    source.next(2);
    source.complete();
    expect([batches, ends]).toEqual([[[1], [2]], ['complete']]);
  });

  it('flushes before it passes an error on', () => {
    const { source, batches, ends } = batching();
    const error = new Error('cut');
    source.next(1);
    source.next(2);
    source.error(error);
    expect([batches, ends]).toEqual([[[1], [2]], [error]]);
  });

  it('leaves the source, and no timer behind, when nobody reads any more', () => {
    const { source, batches, subscription } = batching();
    source.next(1);
    source.next(2);
    subscription.unsubscribe();
    expect([source.observed, jest.getTimerCount()]).toEqual([false, 0]);
    jest.advanceTimersByTime(1_000);
    expect(batches).toEqual([[1]]);
  });

  it(`loses nothing, keeps the order, and draws at most once a frame (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.array(fc.nat(120), { maxLength: 60 }), (pauses) => {
        const { source, batches } = batching();
        let elapsed = 0;
        pauses.forEach((pause, n) => {
          jest.advanceTimersByTime(pause);
          elapsed += pause;
          source.next(n);
        });
        source.complete();
        expect(batches.flat()).toEqual(pauses.map((_, n) => n));
        expect(batches.length).toBeLessThanOrEqual(elapsed / 40 + 2);
      }),
      { seed: SEED, numRuns: 100 },
    );
  });
});
