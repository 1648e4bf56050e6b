import { tokenise, type Token } from './tokens';

const LENGTH_MAX = 200;
const DEPTH_MAX = 50;

/** The sum is written wrongly. */
class NoSum extends Error {}

/**
 * Reads a sum by the rules of school: powers bind closer than products, products closer than sums.
 * One method for each level, from the loosest to the closest.
 */
class SumReader {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): number {
    const value = this.sum();
    if (this.at < this.tokens.length) throw new NoSum();
    return value;
  }

  private sum(): number {
    let value = this.product();
    for (;;) {
      if (this.take('+')) value += this.product();
      else if (this.take('-')) value -= this.product();
      else return value;
    }
  }

  private product(): number {
    let value = this.signed();
    for (;;) {
      if (this.take('*')) value *= this.signed();
      else if (this.take('/')) value /= this.signed();
      else return value;
    }
  }

  private signed(): number {
    this.deeper();
    const value = this.take('-') ? -this.signed() : this.take('+') ? this.signed() : this.power();
    this.depth -= 1;
    return value;
  }

  private power(): number {
    const base = this.atom();
    return this.take('^') ? base ** this.signed() : base;
  }

  private atom(): number {
    const token = this.tokens[this.at];
    this.at += 1;
    if (typeof token === 'number') return token;
    if (token !== '(') throw new NoSum();
    const value = this.sum();
    if (!this.take(')')) throw new NoSum();
    return value;
  }

  private take(sign: Token): boolean {
    if (this.tokens[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }

  private deeper(): void {
    this.depth += 1;
    if (this.depth > DEPTH_MAX) throw new NoSum();
  }
}

/**
 * The value of a sum such as `12 * (3 + 4)`; not finite when it divides by zero or grows beyond
 * all numbers, undefined when the text is no sum.
 */
export function calculate(sum: string): number | undefined {
  const tokens = sum.length > LENGTH_MAX ? undefined : tokenise(sum);
  if (!tokens) return undefined;
  try {
    return new SumReader(tokens).whole();
  } catch (error) {
    if (error instanceof NoSum) return undefined;
    throw error;
  }
}
