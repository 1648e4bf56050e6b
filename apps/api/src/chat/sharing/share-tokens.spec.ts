import { createHmac } from 'node:crypto';
import { ShareTokens, shareTokenHash } from './share-tokens';

const tokensOf = (secret: string) =>
  new ShareTokens({ JWT_SECRET: secret, DATABASE_URL: 'file:none.db', production: true });

describe('The tokens of links', () => {
  const tokens = tokensOf('a secret');

  it('are 256 bits that nobody can foretell, another for each seed', () => {
    const seeds = Array.from({ length: 50 }, () => tokens.newSeed());
    const made = seeds.map((seed) => tokens.of(seed));
    expect(new Set(seeds).size).toBe(50);
    expect(new Set(made).size).toBe(50);
    for (const token of made) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  });

  it('are the same again for the same seed, and others for another secret', () => {
    const seed = tokens.newSeed();
    expect(tokensOf('a secret').of(seed)).toBe(tokens.of(seed));
    expect(tokensOf('another').of(seed)).not.toBe(tokens.of(seed));
  });

  it('come from a key that signs nothing else', () => {
    const signed = createHmac('sha256', 'a secret').update('seed').digest('base64url');
    expect(tokens.of('seed')).not.toBe(signed);
  });

  it('are kept as hashes that do not contain them', () => {
    const token = tokens.of(tokens.newSeed());
    expect(shareTokenHash(token)).toMatch(/^[\w-]{43}$/);
    expect(shareTokenHash(token)).not.toBe(token);
  });

  it.each(['', 'x', 'x'.repeat(42), 'x'.repeat(44), `${'x'.repeat(42)}\n`, `${'x'.repeat(42)}/`])(
    'are never %j',
    (text) => {
      expect(shareTokenHash(text)).toBeUndefined();
    },
  );
});
