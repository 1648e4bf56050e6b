import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { SigningKeys } from '../../tokens/signing-keys';

type Json = Readonly<Record<string, unknown>>;

/** What a forger may have got hold of, beside the secret that only the specification knows. */
export interface Loot {
  /** A good token. */
  readonly token: string;
  readonly refreshToken: string;
  /** A good token of somebody else. */
  readonly otherToken: string;
  /** What signs the tokens of this server. */
  readonly secret: string;
}

/** A token that must not let anybody in. */
export interface Forgery {
  readonly name: string;
  readonly token: string;
}

const SPEC_SECRET = 'your-super-secret-jwt-key-change-in-production';
const NO_ID = '0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa';

/** The claims of a token, unchecked. */
export const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Json;

/** The header that our tokens have when `secret` signs them. */
export const headerOf = (secret: string): Json => ({
  alg: 'HS256',
  typ: 'JWT',
  kid: new SigningKeys(secret).current.kid,
});

/** A token of these parts; strings stay what they are, everything else is written as JSON. */
export function signed(header: unknown, payload: unknown, secret: string, digest = 'sha256') {
  const body = `${base64url(header)}.${base64url(payload)}`;
  return `${body}.${createHmac(digest, secret).update(body).digest('base64url')}`;
}

function base64url(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString(
    'base64url',
  );
}

/** Every way to forge a token that we have heard of, or thought of. */
export function forgeries(loot: Loot): Forgery[] {
  const made = { ...wrongShapes(loot), ...wrongHeaders(loot), ...wrongKeys(loot) };
  const all = { ...made, ...wrongTimes(loot), ...wrongClaims(loot) };
  return Object.entries(all).map(([name, token]) => ({ name, token }));
}

/** Not of three parts, or with parts of something else. */
function wrongShapes({ token, refreshToken, otherToken }: Loot): Record<string, string> {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const [, otherPayload = '', otherSignature = ''] = otherToken.split('.');
  const first = signature.startsWith('A') ? 'B' : 'A';
  return {
    garbage: 'garbage',
    'nothing but dots': '..',
    'four dots': '....',
    'no signature': `${header}.${payload}.`,
    'two parts': `${header}.${payload}`,
    'four parts': `${token}.${signature}`,
    'five parts, as if encrypted': `${header}.${payload}.${signature}.${payload}.${signature}`,
    'no header': `.${payload}.${signature}`,
    'no payload': `${header}..${signature}`,
    'the parts in another order': `${payload}.${header}.${signature}`,
    'one character more': `${token}A`,
    'one character less': token.slice(0, -1),
    'another first character of the signature': `${header}.${payload}.${first}${signature.slice(1)}`,
    'a padded signature': `${token}=`,
    'the signature in capitals': `${header}.${payload}.${signature.toUpperCase()}`,
    'the payload of somebody else': `${header}.${otherPayload}.${signature}`,
    'the signature of somebody else': `${header}.${payload}.${otherSignature}`,
    'two tokens': `${token},${otherToken}`,
    'two tokens apart': `${token} ${otherToken}`,
    'quotation marks': `"${token}"`,
    'a scheme before it': `Bearer ${token}`,
    'a refresh token': refreshToken,
    '9,000 characters': 'A'.repeat(9_000),
  };
}

/** Rightly signed by the right key, under a header that is not exactly ours. */
function wrongHeaders({ token, secret }: Loot): Record<string, string> {
  const claims = claimsOf(token);
  const ours = headerOf(secret);
  const under = (header: unknown) => signed(header, claims, secret);
  const none = (alg: string) => `${base64url({ ...ours, alg })}.${base64url(claims)}.`;
  return {
    'alg none': none('none'),
    'alg None': none('None'),
    'alg nOnE': none('nOnE'),
    'alg none, signed': under({ ...ours, alg: 'none' }),
    'an empty alg': under({ ...ours, alg: '' }),
    'no alg': under({ typ: 'JWT', kid: ours['kid'] }),
    'alg in small letters': under({ ...ours, alg: 'hs256' }),
    'alg in a list': under({ ...ours, alg: ['HS256'] }),
    HS384: signed({ ...ours, alg: 'HS384' }, claims, secret, 'sha384'),
    HS512: signed({ ...ours, alg: 'HS512' }, claims, secret, 'sha512'),
    'HS256 in its name, SHA-512 in truth': signed(ours, claims, secret, 'sha512'),
    'no kid': under({ alg: 'HS256', typ: 'JWT' }),
    'a path for a kid': under({ ...ours, kid: '../../dev/null' }),
    'SQL for a kid': under({ ...ours, kid: "' OR 1=1 --" }),
    'a typ of another kind': under({ ...ours, typ: 'at+jwt' }),
    'a crit': under({ ...ours, crit: ['exp'] }),
    'b64 off': under({ ...ours, b64: false, crit: ['b64'] }),
    'an address of keys': under({ ...ours, jku: 'https://evil.example/keys' }),
    'an address of a certificate': under({ ...ours, x5u: 'https://evil.example/cert' }),
    'the header in another order': under({ kid: ours['kid'], typ: 'JWT', alg: 'HS256' }),
    'a space in the header': under(JSON.stringify(ours).replace(',', ', ')),
    'a header that is no JSON': under('{"alg":"HS256"'),
    'null for a header': under(null),
  };
}

/** Signed by something that is not the key. */
function wrongKeys({ token, secret }: Loot): Record<string, string> {
  const claims = claimsOf(token);
  const ours = headerOf(secret);
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const body = `${base64url({ ...ours, alg: 'ES256' })}.${base64url(claims)}`;
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
  const bySomeone = sign('sha256', Buffer.from(body), key).toString('base64url');
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return {
    'the empty secret': signed(ours, claims, ''),
    'the secret of the documentation': signed(ours, claims, SPEC_SECRET),
    'the secret of the documentation, and its kid': signed(
      headerOf(SPEC_SECRET),
      claims,
      SPEC_SECRET,
    ),
    'a secret that is nearly ours': signed(ours, claims, `${secret}.`),
    'its own kid for a secret': signed(ours, claims, String(ours['kid'])),
    'a key in its header': signed({ ...ours, jwk: { kty: 'oct', k: 'eA' } }, claims, 'x'),
    'a key pair of its own': `${body}.${bySomeone}`,
    'a public key for a secret': signed(ours, claims, pem),
  };
}

/** Rightly signed, at another time or for too long. */
function wrongTimes({ token, secret }: Loot): Record<string, string> {
  const claims = claimsOf(token);
  const now = Math.floor(Date.now() / 1000);
  const at = (change: Json) => signed(headerOf(secret), { ...claims, ...change }, secret);
  return {
    'no exp': at({ exp: undefined }),
    'no iat': at({ iat: undefined }),
    'an exp that is over': at({ iat: now - 901, exp: now - 1 }),
    'an exp of text': at({ exp: String(now + 60) }),
    'an exp of null': at({ exp: null }),
    'an exp of a fraction': at({ exp: now + 60.5 }),
    'an exp in the far future': at({ exp: 9e15 }),
    'an exp beyond all numbers': signed(
      headerOf(secret),
      JSON.stringify({ ...claims, exp: 0 }).replace('"exp":0', '"exp":1e999'),
      secret,
    ),
    'a lifetime of an hour': at({ exp: now + 3600 }),
    'an iat in the future': at({ iat: now + 120, exp: now + 300 }),
    'an iat of text': at({ iat: String(now) }),
    'an nbf in the future': at({ nbf: now + 120 }),
  };
}

/** Rightly signed, for something or somebody else. */
function wrongClaims({ token, otherToken, secret }: Loot): Record<string, string> {
  const claims = claimsOf(token);
  const other = claimsOf(otherToken);
  const of = (payload: unknown) => signed(headerOf(secret), payload, secret);
  return {
    'null for a payload': of(null),
    'a list for a payload': of([claims]),
    'text for a payload': of('"payload"'),
    'a payload that is no JSON': of('{"sub":'),
    'no sub': of({ ...claims, sub: undefined }),
    'no sid': of({ ...claims, sid: undefined }),
    'no typ': of({ ...claims, typ: undefined }),
    'no iss': of({ ...claims, iss: undefined }),
    'no aud': of({ ...claims, aud: undefined }),
    'another audience': of({ ...claims, aud: 'other' }),
    'a list of audiences': of({ ...claims, aud: [claims['aud'], 'other'] }),
    'another issuer': of({ ...claims, iss: 'other' }),
    'another typ': of({ ...claims, typ: 'refresh' }),
    'a claim of its own': of({ ...claims, role: 'admin' }),
    'another user': of({ ...claims, sub: other['sub'] }),
    'a session of another user': of({ ...claims, sid: other['sid'] }),
    'a user that never was': of({ ...claims, sub: NO_ID }),
    'a session that never was': of({ ...claims, sid: NO_ID }),
    'SQL for a session': of({ ...claims, sid: "' OR 1=1 --" }),
    'a session in a list': of({ ...claims, sid: [claims['sid']] }),
  };
}
