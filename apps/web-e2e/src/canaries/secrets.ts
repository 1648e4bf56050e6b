import { randomBytes, randomInt } from 'node:crypto';

/** Every kind of secret of the product, of its operator and of the people who use it. */
export const KINDS = [
  'JWT secret',
  'Stripe key',
  'webhook secret',
  'mail password',
  'model key',
  'database password',
  'password',
  'wrong password',
  'new password',
  'access token',
  'refresh token',
  'device token',
  'mailed token',
  'message',
  'card number',
  'answer',
  'address',
] as const;

export type Kind = (typeof KINDS)[number];

/** Secrets that are known by their value wherever they turn up. */
export class Canaries {
  private readonly values = new Map<Kind, Set<string>>();

  /** A new secret of this kind, recognisable by itself; `prefix` makes it look right. */
  make(kind: Kind, prefix = ''): string {
    return this.add(kind, `${prefix}canary${randomBytes(16).toString('hex')}`);
  }

  /** A secret that the product made. */
  add(kind: Kind, value: string): string {
    if (value.length < 12) throw new Error(`${kind}: too short to be recognised`);
    this.values.set(kind, (this.values.get(kind) ?? new Set()).add(value));
    return value;
  }

  /** A number that passes for a card's. */
  card(): string {
    const digits = Array.from('4', Number);
    while (digits.length < 15) digits.push(randomInt(10));
    return this.add('card number', [...digits, checkDigit(digits)].join(''));
  }

  /** Kinds with their values. */
  all(): readonly (readonly [Kind, string])[] {
    return [...this.values].flatMap(([kind, values]) =>
      [...values].map((value) => [kind, value] as const),
    );
  }
}

/** The last digit of a card number, by Luhn. */
function checkDigit(digits: readonly number[]): number {
  const sum = digits.toReversed().reduce((total, digit, place) => {
    const twice = digit * 2;
    return total + (place % 2 === 1 ? digit : twice > 9 ? twice - 9 : twice);
  }, 0);
  return (10 - (sum % 10)) % 10;
}
