import { createHmac, randomInt } from 'node:crypto';
import { reachableEngines } from '@prome-dify/testing';
import { sql } from '../../platform/database';
import type { OpenedAuth } from '../auth.fixture';
import { admission, newPerson, openAuth, SECRET } from '../auth.fixture';
import { Logout } from '../sessions/logout';
import { SigningKeys } from '../tokens/signing-keys';

type Json = Readonly<Record<string, unknown>>;

const base64url = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

const { kid } = new SigningKeys(SECRET).current;
const HEADER = { alg: 'HS256', typ: 'JWT', kid };

function signed(payload: unknown, secret = SECRET, header: Json = HEADER, digest = 'sha256') {
  const body = `${base64url(header)}.${base64url(payload)}`;
  return `${body}.${createHmac(digest, secret).update(body).digest('base64url')}`;
}

const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Json;

const now = () => Math.floor(Date.now() / 1000);
const OTHER_ID = '0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa';

/** Everything that must not let anybody in, made from the claims of a good token. */
const FORGED: [string, (claims: Json) => string][] = [
  ['no signature', (c) => signed(c).replace(/[^.]+$/, '')],
  ['alg none and no signature', (c) => `${base64url({ ...HEADER, alg: 'none' })}.${base64url(c)}.`],
  ['alg none, signed', (c) => signed(c, SECRET, { ...HEADER, alg: 'none' })],
  ['HS384', (c) => signed(c, SECRET, { ...HEADER, alg: 'HS384' }, 'sha384')],
  ['HS512', (c) => signed(c, SECRET, { ...HEADER, alg: 'HS512' }, 'sha512')],
  ['no kid', (c) => signed(c, SECRET, { alg: 'HS256', typ: 'JWT' })],
  ['another kid', (c) => signed(c, SECRET, { ...HEADER, kid: '../../dev/null' })],
  ['an embedded key', (c) => signed(c, 'x', { ...HEADER, jwk: { kty: 'oct', k: 'eA' } })],
  ['crit', (c) => signed(c, SECRET, { ...HEADER, crit: ['exp'] })],
  ['the empty secret', (c) => signed(c, '')],
  [
    "the documentation's secret",
    (c) => signed(c, 'your-super-secret-jwt-key-change-in-production'),
  ],
  ['another secret', (c) => signed(c, `${SECRET}.`)],
  ['null for a payload', () => signed('null')],
  ['a list for a payload', () => signed([1])],
  ['text for a payload', () => signed('"payload"')],
  ['a payload that is no JSON', () => signed('{"sub":')],
  ['no exp', ({ exp: _, ...c }) => signed(c)],
  ['no iat', ({ iat: _, ...c }) => signed(c)],
  ['no sub', ({ sub: _, ...c }) => signed(c)],
  ['no sid', ({ sid: _, ...c }) => signed(c)],
  ['no typ', ({ typ: _, ...c }) => signed(c)],
  ['no iss', ({ iss: _, ...c }) => signed(c)],
  ['no aud', ({ aud: _, ...c }) => signed(c)],
  ['an exp that is over', (c) => signed({ ...c, iat: now() - 901, exp: now() - 1 })],
  ['an exp of text', (c) => signed({ ...c, exp: String(now() + 60) })],
  ['an exp in the far future', (c) => signed({ ...c, exp: 9e15 })],
  ['a lifetime of an hour', (c) => signed({ ...c, exp: now() + 3600 })],
  ['an iat in the future', (c) => signed({ ...c, iat: now() + 120, exp: now() + 300 })],
  ['an nbf in the future', (c) => signed({ ...c, nbf: now() + 120 })],
  ['another audience', (c) => signed({ ...c, aud: 'other' })],
  ['another issuer', (c) => signed({ ...c, iss: 'other' })],
  ['another typ', (c) => signed({ ...c, typ: 'refresh' })],
  ['another user', (c) => signed({ ...c, sub: OTHER_ID })],
  ['a session that never was', (c) => signed({ ...c, sid: OTHER_ID })],
  ['SQL for a session', (c) => signed({ ...c, sid: "' OR 1=1 --" })],
];

describe.each(await reachableEngines())('AccessTokenStrategy on $name', (engine) => {
  let auth: OpenedAuth;
  let token: string;

  beforeAll(async () => {
    auth = await openAuth(engine);
    token = (await newPerson(auth)).answer.token;
  });
  afterAll(() => auth.close());

  it('admits the token that registering gave, and one like it', async () => {
    expect(await admission(auth, token)).toBe('admitted');
    expect(await admission(auth, signed(claimsOf(token)))).toBe('admitted');
  });

  it.each(FORGED)('refuses a token with %s', async (_, forge) => {
    expect(await admission(auth, forge(claimsOf(token)))).toBe('refused');
  });

  it('refuses a refresh token', async () => {
    expect(await admission(auth, (await newPerson(auth)).refreshToken)).toBe('refused');
  });

  it('refuses the token with any bit of any character flipped', async () => {
    const admitted: number[] = [];
    for (let index = 0; index < token.length; index += 1) {
      const flipped = String.fromCharCode(token.charCodeAt(index) ^ (1 << randomInt(7)));
      const forged = token.slice(0, index) + flipped + token.slice(index + 1);
      if ((await admission(auth, forged)) === 'admitted') admitted.push(index);
    }
    expect(admitted).toEqual([]);
  });

  it('refuses with the next request when the session was revoked', async () => {
    const { answer } = await newPerson(auth);
    expect(await admission(auth, answer.token)).toBe('admitted');
    await auth.get(Logout).logout({ accessToken: answer.token, refreshToken: undefined });
    expect(await admission(auth, answer.token)).toBe('refused');
  });

  it('refuses when the session is over or its user is gone', async () => {
    const [over, gone] = [await newPerson(auth), await newPerson(auth)];
    await auth.database.run(async (tx) => {
      const past = Date.now() - 1;
      const { id } = over.answer.user;
      await tx.execute(sql`UPDATE auth_session SET expires_at = ${past} WHERE user_id = ${id}`);
      await tx.execute(sql`DELETE FROM app_user WHERE id = ${gone.answer.user.id}`);
    });
    expect(await admission(auth, over.answer.token)).toBe('refused');
    expect(await admission(auth, gone.answer.token)).toBe('refused');
  });
});
