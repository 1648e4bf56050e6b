import { ProblemError } from '../../platform/http';
import { BoundedQueue } from './bounded-queue';

/** Work that ends when told. */
function work() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let started = false;
  const start = () => {
    started = true;
    return promise;
  };
  return { start, resolve, reject, isStarted: () => started };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('BoundedQueue', () => {
  it('runs no more than its width at once, and the others in their order', async () => {
    const queue = new BoundedQueue(2, 10);
    const pieces = Array.from({ length: 4 }, work);
    const results = pieces.map((piece) => queue.run(piece.start));
    await settled();
    expect(pieces.map((piece) => piece.isStarted())).toEqual([true, true, false, false]);
    pieces[1]?.resolve('second');
    await settled();
    expect(pieces.map((piece) => piece.isStarted())).toEqual([true, true, true, false]);
    for (const piece of pieces) piece.resolve('done');
    expect(await Promise.all(results)).toEqual(['done', 'second', 'done', 'done']);
  });

  it('says server_busy, with a time to come back, when too many wait', async () => {
    const queue = new BoundedQueue(1, 2);
    const pieces = Array.from({ length: 3 }, work);
    const results = pieces.map((piece) => queue.run(piece.start));
    const refused = work();
    await expect(queue.run(refused.start)).rejects.toMatchObject({
      code: 'server_busy',
      details: { retryAfter: 2 },
    } satisfies Partial<ProblemError>);
    expect(refused.isStarted()).toBe(false);
    for (const piece of pieces) piece.resolve('done');
    expect(await Promise.all(results)).toEqual(['done', 'done', 'done']);
    expect(await queue.run(async () => 'free again')).toBe('free again');
  });

  it('passes errors on and goes on', async () => {
    const queue = new BoundedQueue(1, 2);
    const broken = work();
    const results = [queue.run(broken.start), queue.run(async () => 'next')];
    broken.reject(new Error('broken'));
    await expect(results[0]).rejects.toThrow('broken');
    expect(await results[1]).toBe('next');
  });

  it('keeps its width through a long rush', async () => {
    const queue = new BoundedQueue(2, 1000);
    let running = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 500 }, () =>
        queue.run(async () => {
          running += 1;
          most = Math.max(most, running);
          await settled();
          running -= 1;
        }),
      ),
    );
    expect(most).toBe(2);
  });
});
