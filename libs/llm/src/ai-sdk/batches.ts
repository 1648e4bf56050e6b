/**
 * What a stream gives, together what comes together: everything that is there before the process
 * looks for new packets. Throws what the stream fails with, after what came before that.
 */
export async function* batches<T>(stream: ReadableStream<T>): AsyncGenerator<readonly T[]> {
  const reader = stream.getReader();
  const read = () => {
    const reading = reader.read();
    // Nobody may be waiting any more when it fails.
    reading.catch(() => undefined);
    return reading;
  };
  let next = read();
  for (;;) {
    const batch: T[] = [];
    let result: Awaited<typeof next> | undefined = await next;
    const pause = new Promise<undefined>((resolve) => void setImmediate(resolve, undefined));
    try {
      while (result && !result.done) {
        batch.push(result.value);
        next = read();
        result = await Promise.race([next, pause]);
      }
    } catch {
      // The next turn throws it.
    }
    if (batch.length > 0) yield batch;
    if (result?.done) return;
  }
}
