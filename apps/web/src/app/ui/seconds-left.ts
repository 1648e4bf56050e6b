import { effect, type Signal, type WritableSignal } from '@angular/core';

/** Counts `seconds` down to 0, one each second. To be called in an injection context. */
export function secondsLeft(seconds: WritableSignal<number>): Signal<number> {
  effect((onCleanup) => {
    if (seconds() <= 0) return;
    const timer = setTimeout(() => seconds.update((left) => left - 1), 1_000);
    onCleanup(() => clearTimeout(timer));
  });
  return seconds.asReadonly();
}
