/** What the client reads of a JWT. Nothing here is trusted: the API alone verifies. Times in seconds. */
export interface TokenClaims {
  readonly sub: string;
  readonly iat: number;
  readonly exp: number;
}

/** The claims of a JWT, or `null` when it is not one. */
export function readClaims(token: string): TokenClaims | null {
  const payload = token.split('.')[1];
  if (payload === undefined) return null;
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    return isClaims(claims) ? claims : null;
  } catch {
    return null;
  }
}

/**
 * Milliseconds until a token expires; negative when it has, `null` when it does not say.
 * `clockAheadMs` is how far this device's clock runs ahead of the server's.
 */
export function millisecondsLeft(
  token: string,
  nowMs: number,
  clockAheadMs: number,
): number | null {
  const claims = readClaims(token);
  return claims && claims.exp * 1000 - (nowMs - clockAheadMs);
}

function isClaims(value: unknown): value is TokenClaims {
  if (typeof value !== 'object' || value === null) return false;
  const claims = value as Partial<Record<keyof TokenClaims, unknown>>;
  return (
    typeof claims.sub === 'string' && Number.isFinite(claims.iat) && Number.isFinite(claims.exp)
  );
}
