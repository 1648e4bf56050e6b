import { Observable } from 'rxjs';

/** At least so many milliseconds lie between two batches, and so many at the most. */
const CADENCE_MS = 50;
const SLOWEST_MS = 200;
const FRAME_MS = 1_000 / 60;
/** Drawing a batch may take one part in so many of the time: the rest is for who reads and types. */
const SHARE = 5;

/**
 * Joins what arrives together, so that the screen is drawn at most every 50 ms however fast the
 * source is, and less often where drawing takes long. The first item goes out at once; the end
 * flushes what is left.
 */
export function frameBatches<T>(measure = whenDrawn): (source: Observable<T>) => Observable<T[]> {
  return (source) =>
    new Observable((subscriber) => {
      let waiting: T[] = [];
      let pauseMs = CADENCE_MS;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const flush = (): void => {
        timer = undefined;
        if (waiting.length === 0) return;
        const batch = waiting;
        waiting = [];
        timer = setTimeout(flush, pauseMs);
        measure((ms) => (pauseMs = Math.min(Math.max(CADENCE_MS, ms * SHARE), SLOWEST_MS)));
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
