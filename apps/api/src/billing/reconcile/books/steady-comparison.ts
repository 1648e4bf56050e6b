import { setTimeout as delay } from 'node:timers/promises';
import type { Comparison, Difference } from './compare-books';

const PAUSE_MS = 2_000;

/**
 * Looks twice when the books differ, and keeps what differs both times: between the two books a
 * payment is always on its way, and a difference that vanishes was none.
 */
export async function steadyComparison(look: () => Promise<Comparison>): Promise<Comparison> {
  const first = await look();
  if (first.differences.length === 0) return first;
  await delay(PAUSE_MS);
  const second = await look();
  const before = new Set(first.differences.map(textOf));
  const differences = second.differences.filter((each) => before.has(textOf(each)));
  return { ...second, differences };
}

function textOf({ invariant, subject, problem }: Difference): string {
  return `${invariant} ${subject} ${problem}`;
}
