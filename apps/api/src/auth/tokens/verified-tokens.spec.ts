import { VerifiedTokens } from './verified-tokens';

const ADA = { userId: 'ada', sessionId: 'one' };

describe('VerifiedTokens', () => {
  it('knows a token until it expires, and no other', () => {
    const tokens = new VerifiedTokens();
    tokens.add('token', ADA, 1_000);
    expect(tokens.find('token', 999)).toBe(ADA);
    expect(tokens.find('tokem', 999)).toBeUndefined();
    expect(tokens.find('token', 1_000)).toBeUndefined();
    expect(tokens.find('token', 999)).toBeUndefined();
  });

  it('remembers a bounded number, the newest', () => {
    const tokens = new VerifiedTokens();
    for (let n = 0; n <= 10_000; n += 1) tokens.add(`${n}`, ADA, 1_000);
    expect(tokens.find('0', 0)).toBeUndefined();
    expect(tokens.find('1', 0)).toBe(ADA);
    expect(tokens.find('10000', 0)).toBe(ADA);
  });
});
