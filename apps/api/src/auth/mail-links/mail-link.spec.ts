import { LINK_MS, linkTokenHash, newLinkToken } from './mail-link';

describe('A link token', () => {
  it('has 256 random bits in letters that an address can hold', () => {
    const tokens = Array.from({ length: 1000 }, () => newLinkToken().text);
    expect(new Set(tokens).size).toBe(1000);
    expect(tokens.filter((token) => !/^[A-Za-z0-9_-]{43}$/.test(token))).toEqual([]);
    expect(Buffer.from(tokens[0] ?? '', 'base64url')).toHaveLength(32);
  });

  it('is stored as its SHA-256', () => {
    const { text, hash } = newLinkToken();
    expect(hash).toBe(linkTokenHash(text));
    expect(hash).not.toContain(text);
    expect(linkTokenHash('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  });

  it('works for half an hour where it sets a password, for a day where it proves an address', () => {
    expect(LINK_MS).toMatchObject({ reset: 1_800_000, verify: 86_400_000 });
  });

  it('works for an hour where it changes an address, and not at all where there is no link', () => {
    expect(LINK_MS).toMatchObject({ change: 3_600_000, 'change-asked': 0, changed: 0 });
  });
});
