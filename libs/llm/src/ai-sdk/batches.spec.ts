import { batches } from './batches';

async function all<T>(stream: ReadableStream<T>): Promise<(readonly T[])[]> {
  const got: (readonly T[])[] = [];
  for await (const batch of batches(stream)) got.push(batch);
  return got;
}

describe('batches', () => {
  it('hands out together what comes together', async () => {
    let turn = 0;
    const stream = new ReadableStream<number>({
      async pull(controller) {
        turn += 1;
        if (turn > 1) await new Promise((resolve) => setTimeout(resolve, 5));
        for (const n of [1, 2, 3]) controller.enqueue(10 * turn + n);
        if (turn === 2) controller.close();
      },
    });
    expect(await all(stream)).toEqual([
      [11, 12, 13],
      [21, 22, 23],
    ]);
  });

  it('does not wait for the end of a stream that always has more', async () => {
    let given = 0;
    const stream = new ReadableStream<number>(
      {
        async pull(controller) {
          given += 1;
          // As packets do: each comes in a turn of its own, and is there before it is asked for.
          if (given % 10 === 0) await new Promise(setImmediate);
          if (given > 1_000) controller.close();
          else controller.enqueue(given);
        },
      },
      { highWaterMark: 50 },
    );
    const got = await all(stream);
    expect(got.flat()).toHaveLength(1_000);
    expect(got.length).toBeGreaterThan(10);
  });

  it('is nothing for a stream of nothing', async () => {
    const stream = new ReadableStream({ start: (controller) => controller.close() });
    expect(await all(stream)).toEqual([]);
  });

  it('gives what came before a failure, then fails', async () => {
    let turn = 0;
    const stream = new ReadableStream<number>({
      pull(controller) {
        turn += 1;
        if (turn === 1) controller.enqueue(1);
        else controller.error(new Error('broken'));
      },
    });
    const got: (readonly number[])[] = [];
    const reading = (async () => {
      for await (const batch of batches(stream)) got.push(batch);
    })();
    await expect(reading).rejects.toThrow('broken');
    expect(got).toEqual([[1]]);
  });

  it('leaves no failure to nobody when its reader has left', async () => {
    const { promise, reject } = Promise.withResolvers<void>();
    const stream = new ReadableStream<number>({
      start: (controller) => controller.enqueue(1),
      pull: () => promise,
    });
    const unheard: unknown[] = [];
    const note = (error: unknown) => unheard.push(error);
    process.on('unhandledRejection', note);
    for await (const batch of batches(stream)) {
      expect(batch).toEqual([1]);
      break;
    }
    reject(new Error('too late'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', note);
    expect(unheard).toEqual([]);
  });
});
