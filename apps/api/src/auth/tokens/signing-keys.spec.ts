import { createHmac, randomBytes } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import { AccessTokens } from './access-tokens';
import { SigningKeys } from './signing-keys';

const SECRET = 'the secret of this specification';
const keys = new SigningKeys(SECRET);
const PRINCIPAL = {
  userId: '0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa',
  sessionId: '0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0ab',
};

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokens = (of: SigningKeys) => new AccessTokens(new JwtService({}), of);

describe('SigningKeys', () => {
  it('finds the key of a token by its header', () => {
    const token = tokens(keys).issue(PRINCIPAL);
    expect(keys.of(token)).toBe(keys.current.key);
    expect(new SigningKeys('another secret').of(token)).toBeUndefined();
  });

  it('signs with the new secret, and still knows the tokens of the one before', () => {
    const rotated = new SigningKeys('a new secret', SECRET);
    const old = tokens(keys).issue(PRINCIPAL);
    const made = tokens(rotated).issue(PRINCIPAL);
    expect(rotated.of(made)).toBe(rotated.current.key);
    expect(rotated.of(old)?.equals(keys.current.key)).toBe(true);
    expect(keys.of(made)).toBeUndefined();
    for (const token of [old, made]) expect(tokens(rotated).readExpired(token)).toEqual(PRINCIPAL);
  });

  it('has one key when the secret before is the same or none', () => {
    expect(new SigningKeys(SECRET, SECRET).all).toHaveLength(1);
    expect(keys.all).toHaveLength(1);
  });

  it('names keys by what tells nothing of the secret, the same in every process', () => {
    const kids = Array.from(
      { length: 100 },
      () => new SigningKeys(randomBytes(32).toString('hex')),
    );
    expect(new Set(kids.map(({ current }) => current.kid)).size).toBe(100);
    expect(new SigningKeys(SECRET).current.kid).toBe(keys.current.kid);
    const mac = createHmac('sha256', SECRET).update('kid').digest('base64url');
    expect(mac.startsWith(keys.current.kid)).toBe(true);
    expect(keys.current.kid).toHaveLength(12);
  });

  it.each([
    ['alg none', { alg: 'none', typ: 'JWT' }],
    ['alg None', { alg: 'None', typ: 'JWT' }],
    ['alg nOnE', { alg: 'nOnE', typ: 'JWT' }],
    ['alg RS256', { alg: 'RS256', typ: 'JWT' }],
    ['alg HS384', { alg: 'HS384', typ: 'JWT' }],
    ['a key of its own', { alg: 'HS256', typ: 'JWT', jwk: { kty: 'oct', k: 'AA' } }],
    ['a key set elsewhere', { alg: 'HS256', typ: 'JWT', jku: 'https://evil.example/jwks' }],
    ['a certificate elsewhere', { alg: 'HS256', typ: 'JWT', x5u: 'https://evil.example/x' }],
    ['a path as kid', { alg: 'HS256', typ: 'JWT', kid: '../../dev/null' }],
    ['SQL as kid', { alg: 'HS256', typ: 'JWT', kid: "' OR 1=1" }],
    ['crit', { alg: 'HS256', typ: 'JWT', crit: ['exp'] }],
    ['no typ', { alg: 'HS256' }],
    ['no kid', { alg: 'HS256', typ: 'JWT' }],
    ['another order', { kid: keys.current.kid, alg: 'HS256', typ: 'JWT' }],
    ['null as header', null],
  ])('has no key for a token with %s', (_, header) => {
    expect(keys.of(`${base64url(header)}.payload.signature`)).toBeUndefined();
  });
});
