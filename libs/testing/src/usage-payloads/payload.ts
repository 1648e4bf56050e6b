/** Token classes of one answer: disjoint, `reasoning` being a part of `output`. */
export interface PayloadClasses {
  readonly inputUncached: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
  readonly reasoning?: number;
}

/** What a provider says about the tokens of one answer, and what that means. */
export interface UsagePayload {
  readonly raw: unknown;
  /** Absent where the payload says nothing that could be billed. */
  readonly means?: PayloadClasses;
}

/** Shorthand for the classes of a payload. */
export function means(
  inputUncached: number,
  output: number,
  more: Partial<PayloadClasses> = {},
): PayloadClasses {
  return { inputUncached, cacheRead: 0, cacheWrite: 0, output, ...more };
}
