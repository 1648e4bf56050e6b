import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Gives the pieces at an even pace, the first one at once. When it could not run in time, what is
 * due comes joined. Ends early, without a word, when the signal aborts.
 */
export async function* paced(
  pieces: readonly string[],
  perSecond: number,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const start = performance.now();
  const dueAt = (index: number): number => start + (index * 1000) / perSecond;
  let sent = 0;
  while (sent < pieces.length && !signal.aborted) {
    const now = performance.now();
    let due = sent;
    while (due < pieces.length && dueAt(due) <= now) due += 1;
    if (due > sent) yield pieces.slice(sent, due).join('');
    else await sleep(Math.max(1, dueAt(sent) - now), undefined, { signal }).catch(() => undefined);
    sent = due;
  }
}
