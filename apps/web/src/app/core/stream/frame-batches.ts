import { Observable } from 'rxjs';

/** At most so many milliseconds pass between two batches, and at least so many lie between them. */
const CADENCE_MS = 40;

/**
 * Joins what arrives together, so that the screen is drawn at most every 40 ms however fast the
 * source is. The first item goes out at once; the end flushes what is left.
 */
export function frameBatches<T>(
  cadenceMs = CADENCE_MS,
): (source: Observable<T>) => Observable<T[]> {
  return (source) =>
    new Observable((subscriber) => {
      let waiting: T[] = [];
      let timer: ReturnType<typeof setTimeout> | undefined;
      const flush = (): void => {
        timer = undefined;
        if (waiting.length === 0) return;
        const batch = waiting;
        waiting = [];
        timer = setTimeout(flush, cadenceMs);
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
