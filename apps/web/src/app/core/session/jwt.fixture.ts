import type { AuthAnswer, UserView } from '@prome-dify/contracts';

/** A token as the API issues it, but for its signature, which the client never looks at. */
export function jwtOf(sub: string, { age = 0, lasts = 900 }: TokenTimes = {}): string {
  const iat = Math.floor(Date.now() / 1000) - age;
  return jwtWith({ sub, iat, exp: iat + lasts });
}

interface TokenTimes {
  /** Seconds since it was issued. */
  readonly age?: number;
  /** Seconds from issue to expiry. */
  readonly lasts?: number;
}

export function jwtWith(claims: unknown): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.signature`;
}

export function userOf(id: string, balance = 1_000, held = 0): UserView {
  const at = '2030-01-01T00:00:00.000Z';
  const available = balance - held;
  return {
    id,
    email: `${id}@example.com`,
    emailVerified: false,
    pendingGrant: 0,
    balance,
    held,
    available,
    gift: 0,
    debt: 0,
    createdAt: at,
    updatedAt: at,
  };
}

export function authAnswer(id: string, times?: TokenTimes): AuthAnswer {
  return { user: userOf(id), token: jwtOf(id, times) };
}
