import { Observable } from 'rxjs';

/** At least so many milliseconds lie between two batches, and so many at the most. */
const CADENCE_MS = 50;
const SLOWEST_MS = 200;
/** What grows by more characters a millisecond is read by nobody while it does, and drawn less often. */
const READABLE = 1;
const FAST_MS = 100;
const FRAME_MS = 1_000 / 60;
/** Drawing a batch may take one part in so many of the time: the rest is for who reads and types. */
const SHARE = 5;

/** Of an item, how many characters it adds to what is shown. */
type SizeOf<T> = (item: T) => number;

/**
 * Joins what arrives together, so that the screen is drawn at most every 50 ms however fast the
 * source is, every 100 ms where it is faster than anybody reads, and less often where drawing takes
 * long. The first item goes out at once; the end flushes what is left.
 */
export function frameBatches<T>(
  sizeOf: SizeOf<T>,
  measure = whenDrawn,
): (source: Observable<T>) => Observable<T[]> {
  return (source) =>
    new Observable((subscriber) => {
      let waiting: T[] = [];
      let pauseMs = CADENCE_MS;
      let drawnMs = 0;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const flush = (): void => {
        timer = undefined;
        if (waiting.length === 0) return;
        const batch = waiting;
        waiting = [];
        const size = batch.reduce((sum, item) => sum + sizeOf(item), 0);
        const cadenceMs = size > READABLE * pauseMs ? FAST_MS : CADENCE_MS;
        pauseMs = Math.min(Math.max(cadenceMs, drawnMs * SHARE), SLOWEST_MS);
        timer = setTimeout(flush, pauseMs);
        measure((ms) => (drawnMs = ms));
        subscriber.next(batch);
      };
      const finish = (end: () => void): void => {
        flush();
        clearTimeout(timer);
        end();
      };
      const subscription = source.subscribe({
        next: (item) => {
          waiting.push(item);
          if (timer === undefined) flush();
        },
        error: (error: unknown) => finish(() => subscriber.error(error)),
        complete: () => finish(() => subscriber.complete()),
      });
      return () => {
        clearTimeout(timer);
        subscription.unsubscribe();
      };
    });
}

/** Tells how long drawing takes that begins now, beyond the wait for the next frame. */
function whenDrawn(tell: (ms: number) => void): void {
  const begun = performance.now();
  // Where nothing is drawn, nothing is measured.
  globalThis.requestAnimationFrame?.(() =>
    setTimeout(() => tell(performance.now() - begun - FRAME_MS)),
  );
}
