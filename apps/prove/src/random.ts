/** Numbers that look random and are the same for the same seed. */
export class Random {
  constructor(private state: number) {}

  /** A whole number from 0 to below `limit`. */
  below(limit: number): number {
    this.state = (this.state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.floor((this.state / 2 ** 32) * limit);
  }

  /** The same things in another order. */
  shuffled<T>(things: readonly T[]): T[] {
    return things
      .map((thing) => [this.below(2 ** 31), thing] as const)
      .toSorted(([a], [b]) => a - b)
      .map(([, thing]) => thing);
  }
}
