import { z } from 'zod';
import type { Principal } from '../../platform/http';

/** Who issues access tokens and for whom: this product, for itself. */
export const ISSUER = 'prome-dify';

/** How long an access token lasts. */
export const ACCESS_SECONDS = 15 * 60;

/** How far the clock of another instance may be ahead of ours. */
const SKEW_SECONDS = 60;

const accessClaims = z
  .strictObject({
    iss: z.literal(ISSUER),
    aud: z.literal(ISSUER),
    typ: z.literal('access'),
    sub: z.uuid(),
    sid: z.uuid(),
    iat: z.int(),
    exp: z.int(),
  })
  .refine(({ iat, exp }) => exp > iat && exp - iat <= ACCESS_SECONDS);

/**
 * Whose token it is, by a payload whose signature and expiry were checked already; `undefined`
 * unless it has exactly our claims, of the right types. Libraries leave claims out unnoticed.
 */
export function principalOf(payload: unknown, nowSeconds: number): Principal | undefined {
  const { data } = accessClaims.safeParse(payload);
  if (!data || data.iat > nowSeconds + SKEW_SECONDS) return undefined;
  return { userId: data.sub, sessionId: data.sid };
}
