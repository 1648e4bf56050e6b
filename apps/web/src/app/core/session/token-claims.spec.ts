/** @jest-environment node */
import fc from 'fast-check';
import { SEED } from '../seed.fixture';
import { jwtWith } from './jwt.fixture';
import { millisecondsLeft, readClaims } from './token-claims';

const CLAIMS = { sub: 'user-1', iat: 1_000, exp: 1_900 };

describe('the claims of a token', () => {
  it('are read, also where base64url differs from base64', () => {
    const claims = { ...CLAIMS, name: '>>>???~~~\u00ff' };
    expect(jwtWith(claims)).toMatch(/[-_]/);
    expect(readClaims(jwtWith(claims))).toMatchObject(CLAIMS);
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['a word', 'garbage'],
    ['dots', '..'],
    ['no base64', 'a.%%%.c'],
    ['no JSON', `a.${btoa('{')}.c`],
    ['null', jwtWith(null)],
    ['a list', jwtWith([1])],
    ['no expiry', jwtWith({ sub: 'x', iat: 1 })],
    ['an expiry in words', jwtWith({ ...CLAIMS, exp: '1900' })],
    ['an endless one', jwtWith({ ...CLAIMS, exp: null })],
    ['no owner', jwtWith({ iat: 1, exp: 2 })],
    ['an owner that is a number', jwtWith({ ...CLAIMS, sub: 7 })],
  ])('are null in %s', (_name, token) => {
    expect(readClaims(token)).toBeNull();
  });

  it(`never throw, whatever the browser has stored (seed ${SEED})`, () => {
    const stored = fc.oneof(
      fc.string(),
      fc.anything().map((claims) => `a.${btoa(encode(claims))}.c`),
    );
    fc.assert(
      fc.property(stored, (token) => {
        const claims = readClaims(token);
        expect(claims === null || typeof claims.sub === 'string').toBe(true);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

describe('the time a token has left', () => {
  const token = jwtWith(CLAIMS);

  it('is counted from now', () => {
    expect(millisecondsLeft(token, 1_840_000, 0)).toBe(60_000);
    expect(millisecondsLeft(token, 1_901_000, 0)).toBe(-1_000);
  });

  it('does not depend on a clock that is wrong', () => {
    expect(millisecondsLeft(token, 1_840_000 + 3_600_000, 3_600_000)).toBe(60_000);
    expect(millisecondsLeft(token, 1_840_000 - 3_600_000, -3_600_000)).toBe(60_000);
  });

  it('is unknown when it is none', () => {
    expect(millisecondsLeft('garbage', 0, 0)).toBeNull();
  });
});

function encode(value: unknown): string {
  try {
    return unescape(encodeURIComponent(JSON.stringify(value) ?? ''));
  } catch {
    return '';
  }
}
