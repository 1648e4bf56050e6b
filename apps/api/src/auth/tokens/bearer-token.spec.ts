import { JwtService } from '@nestjs/jwt';
import { bearerToken } from './bearer-token';

const TOKEN = new JwtService({ secret: 'secret' }).sign({ sub: 'x' });
const [, PAYLOAD = '', SIGNATURE = ''] = TOKEN.split('.');

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A request with these headers, as Node keeps them: the first of two equal names wins. */
function request(...headers: [string, string][]) {
  const first = Object.fromEntries(headers.toReversed().map(([n, v]) => [n.toLowerCase(), v]));
  const raw = { rawHeaders: headers.flat() };
  return { headers: first, raw } as Parameters<typeof bearerToken>[0];
}

const bearer = (token: string) => bearerToken(request(['Authorization', `Bearer ${token}`]));

describe('bearerToken', () => {
  it('reads the token of the one Authorization header', () => {
    expect(bearer(TOKEN)).toBe(TOKEN);
    expect(bearerToken(request(['authorization', `bearer ${TOKEN}`]))).toBe(TOKEN);
  });

  it('reads nothing from two Authorization headers', () => {
    const value = `Bearer ${TOKEN}`;
    expect(bearerToken(request(['Authorization', value], ['AUTHORIZATION', value]))).toBeNull();
    expect(bearerToken(request(['Authorization', value], ['authorization', '']))).toBeNull();
  });

  it('reads nothing from a cookie', () => {
    expect(bearerToken(request(['Cookie', `token=${TOKEN}; Authorization=${TOKEN}`]))).toBeNull();
  });

  it.each([
    ['no scheme', TOKEN],
    ['another scheme', `Basic ${TOKEN}`],
    ['two tokens', `Bearer ${TOKEN}, Bearer ${TOKEN}`],
    ['something before it', `x Bearer ${TOKEN}`],
    ['two spaces', `Bearer  ${TOKEN}`],
    ['nothing', ''],
    ['only the scheme', 'Bearer '],
  ])('reads nothing from a header with %s', (_, value) => {
    expect(bearerToken(request(['Authorization', value]))).toBeNull();
  });

  it.each([
    ['an empty signature', `${TOKEN.split('.', 2).join('.')}.`],
    ['two parts', TOKEN.split('.', 2).join('.')],
    ['four parts', `${TOKEN}.${SIGNATURE}`],
    ['a short signature', TOKEN.slice(0, -1)],
    ['padding', `${TOKEN}=`],
    ['null as header', `${base64url(null)}.${PAYLOAD}.${SIGNATURE}`],
    ['null as payload', `${TOKEN.split('.')[0]}.${base64url(null)}.${SIGNATURE}`],
    ['a list as payload', `${TOKEN.split('.')[0]}.${base64url([1])}.${SIGNATURE}`],
    ['a number as payload', `${TOKEN.split('.')[0]}.${base64url(12_345)}.${SIGNATURE}`],
    ['16 kB', `${TOKEN.split('.')[0]}.${PAYLOAD.repeat(1000)}.${SIGNATURE}`],
  ])('reads no token with %s', (_, token) => {
    expect(bearer(token)).toBeNull();
  });
});
