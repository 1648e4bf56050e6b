/** All that is left to chance in one history: the same seed decides the same. */
export class Chance {
  private state: number;

  constructor(seed: number) {
    // Spreads neighbouring seeds, so that their histories begin differently.
    this.state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  }

  /** A number in [0, 1): mulberry32. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** True so often, between 0 and 1. */
  happens(often: number): boolean {
    return this.next() < often;
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** One of several; there must be one. */
  pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.next() * from.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }

  /** One of several, each as often as its weight says. */
  weigh<T>(from: readonly (readonly [weight: number, choice: T])[]): T {
    let left = this.next() * from.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, choice] of from) {
      left -= weight;
      if (left < 0) return choice;
    }
    throw new Error('nothing to weigh');
  }
}
