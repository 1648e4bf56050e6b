/** The tokens that were added last: a purchase, or those to begin with. */
export interface TopUp {
  readonly id: string;
  readonly tokens: number;
}

/** What is remembered between two looks at the balance. */
export interface Remembered {
  /** `null` until it has been asked for. */
  readonly topUp: TopUp | null;
  readonly balance: number;
  /** The level of the last notice that was seen. */
  readonly seen: number;
}

/** Nothing is known yet. */
export const UNKNOWN: Remembered = { topUp: null, balance: 0, seen: 0 };

/** Percents of the last top-up at which a word is due. */
const THRESHOLDS = [20, 5, 0] as const;

/** How many thresholds a balance has fallen to or below: 0 is plenty, 3 is nothing left. */
export function levelOf(balance: number, full: number): number {
  return THRESHOLDS.filter((percent) => balance <= (full * percent) / 100).length;
}

/** Whether tokens may have been added since the last look: a balance rises for no other reason but a correction. */
export function wantsTopUp({ topUp, balance: before }: Remembered, balance: number): boolean {
  return topUp === null || balance > before;
}

/** After a look at a balance that has not risen. */
export function afterLook(remembered: Remembered, balance: number): Remembered {
  return { ...remembered, balance };
}

/**
 * After it was asked which tokens were added last. Others than before re-arm the notices that are
 * above what there is now; whoever has just bought is not told at once that it is little.
 */
export function afterTopUp(remembered: Remembered, topUp: TopUp, balance: number): Remembered {
  if (remembered.topUp?.id === topUp.id) return afterLook(remembered, balance);
  const seen = remembered.topUp === null ? remembered.seen : levelOf(balance, topUp.tokens);
  return { topUp, balance, seen };
}

/** Whether a notice is due that has not been seen. */
export function isDue({ topUp, seen }: Remembered, balance: number): boolean {
  return topUp !== null && levelOf(balance, topUp.tokens) > seen;
}

/** After a notice was put away. */
export function afterSeen(remembered: Remembered, balance: number): Remembered {
  const { topUp, seen } = remembered;
  return { ...remembered, seen: Math.max(seen, levelOf(balance, topUp?.tokens ?? 0)) };
}
