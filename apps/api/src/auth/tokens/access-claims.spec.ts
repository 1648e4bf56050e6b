import { principalOf } from './access-claims';

const NOW = 1_800_000_000;
const GOOD = {
  iss: 'prome-dify',
  aud: 'prome-dify',
  typ: 'access',
  sub: '0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa',
  sid: '0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0bb',
  iat: NOW,
  exp: NOW + 900,
};

const without = (name: keyof typeof GOOD) =>
  Object.fromEntries(Object.entries(GOOD).filter(([each]) => each !== name));

const REFUSED: [string, unknown][] = [
  ...(Object.keys(GOOD) as (keyof typeof GOOD)[]).map((name): [string, unknown] => [
    `no ${name}`,
    without(name),
  ]),
  ['null', null],
  ['an array', [GOOD]],
  ['text', 'payload'],
  ['a number', 5],
  ['another issuer', { ...GOOD, iss: 'prome' }],
  ['another audience', { ...GOOD, aud: 'other' }],
  ['a list of audiences', { ...GOOD, aud: ['prome-dify'] }],
  ['another type', { ...GOOD, typ: 'refresh' }],
  ['a subject that is no id', { ...GOOD, sub: 'admin' }],
  ['a subject in a list', { ...GOOD, sub: [GOOD.sub] }],
  ['a session that is no id', { ...GOOD, sid: "' OR 1=1" }],
  ['exp as text', { ...GOOD, exp: String(GOOD.exp) }],
  ['exp in the far future', { ...GOOD, exp: 9e15 }],
  ['exp beyond whole numbers', { ...GOOD, exp: 1e300 }],
  ['a fraction of a second', { ...GOOD, exp: GOOD.exp - 0.5 }],
  ['a lifetime above 15 minutes', { ...GOOD, exp: NOW + 901 }],
  ['an end before its beginning', { ...GOOD, exp: NOW }],
  ['iat in the future', { ...GOOD, iat: NOW + 61, exp: NOW + 900 }],
  ['iat as text', { ...GOOD, iat: String(NOW) }],
  ['nbf', { ...GOOD, nbf: NOW }],
  ['a claim of its own', { ...GOOD, role: 'admin' }],
];

describe('principalOf', () => {
  it('reads the user and the session of our own claims', () => {
    expect(principalOf(GOOD, NOW)).toEqual({ userId: GOOD.sub, sessionId: GOOD.sid });
  });

  it('bears a clock that is a minute ahead', () => {
    const ahead = { ...GOOD, iat: NOW + 60, exp: NOW + 900 };
    expect(principalOf(ahead, NOW)).toBeDefined();
  });

  it.each(REFUSED)('refuses %s', (_, payload) => {
    expect(principalOf(payload, NOW)).toBeUndefined();
  });
});
