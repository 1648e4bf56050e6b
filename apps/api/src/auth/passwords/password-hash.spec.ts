import { hash, parseOptions } from '@node-rs/argon2';
import { DECOY_HASH, HASH_COST, hashState } from './password-hash';

const SALT_AND_HASH = `$${'A'.repeat(22)}$${'A'.repeat(43)}`;

describe('hashState', () => {
  it('knows a hash made at the present cost', async () => {
    expect(hashState(await hash('password123', HASH_COST))).toBe('current');
  });

  it.each([
    ['less memory', { ...HASH_COST, memoryCost: 8192 }],
    ['less time', { ...HASH_COST, timeCost: 1 }],
    ['more lanes', { ...HASH_COST, parallelism: 2 }],
  ])('knows a hash made with %s as outdated', async (_, cost) => {
    expect(hashState(await hash('password123', cost))).toBe('outdated');
  });

  it.each([
    ['4 GiB of memory', `$argon2id$v=19$m=4194304,t=2,p=1${SALT_AND_HASH}`],
    ['a thousand passes', `$argon2id$v=19$m=19456,t=1000,p=1${SALT_AND_HASH}`],
    ['99 lanes', `$argon2id$v=19$m=19456,t=2,p=99${SALT_AND_HASH}`],
    ['another algorithm', `$argon2i$v=19$m=19456,t=2,p=1${SALT_AND_HASH}`],
    ['an older version', `$argon2id$v=16$m=19456,t=2,p=1${SALT_AND_HASH}`],
    ['numbers of a hundred digits', `$argon2id$v=19$m=${'9'.repeat(100)},t=2,p=1${SALT_AND_HASH}`],
    ['nothing after its cost', '$argon2id$v=19$m=19456,t=2,p=1'],
    ['no form', 'password123'],
    ['nothing', ''],
  ])('refuses to check a hash with %s', (_, stored) => {
    expect(hashState(stored)).toBe('unusable');
  });
});

describe('DECOY_HASH', () => {
  it('costs as much to check as a new hash', () => {
    expect(hashState(DECOY_HASH)).toBe('current');
    expect(parseOptions(DECOY_HASH)).toMatchObject({ ...HASH_COST, outputLen: 32, saltLen: 16 });
  });
});
