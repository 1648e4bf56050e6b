import type { TokenUsage } from '../port';

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** A member of `object` as a number: 0 where it is absent, NaN where it is something else. */
export function count(object: unknown, name: string): number {
  if (object === undefined || object === null) return 0;
  if (typeof object !== 'object') return NaN;
  const value: unknown = (object as Record<string, unknown>)[name];
  if (value === undefined || value === null) return 0;
  return typeof value === 'number' ? value : NaN;
}

/**
 * Token classes when they can be true: whole numbers, none negative, whose sum is exact, thinking
 * no more than all output. Anything else makes all of them worthless: undefined, as if the
 * provider had sent nothing.
 */
export function classes({ reasoning = 0, ...disjoint }: TokenUsage): TokenUsage | undefined {
  const { inputUncached, cacheRead, cacheWrite, output } = disjoint;
  const counts = [inputUncached, cacheRead, cacheWrite, output, reasoning];
  const sum = inputUncached + cacheRead + cacheWrite + output;
  if (!counts.every(isCount) || !isCount(sum) || reasoning > output) return undefined;
  return { ...disjoint, ...(reasoning > 0 && { reasoning }) };
}
