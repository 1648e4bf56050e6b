import type { FastifyRequest } from 'fastify';

const LENGTH_MAX = 2048;

/**
 * The one form our tokens have: header and payload begin with `{` in base64url, the signature has
 * the length of HS256. Whether the header is one of ours is seen where its key is looked up.
 */
const FORM = /^e[w-z0-9_-][A-Za-z0-9_-]*\.e[w-z0-9_-][A-Za-z0-9_-]*\.[A-Za-z0-9_-]{43}$/;
const BEARER = /^Bearer ([^ ]+)$/i;

/**
 * The access token of a request: from its one `Authorization` header and from nowhere else.
 * `null` when there is none that could be ours.
 */
export function bearerToken(request: Pick<FastifyRequest, 'headers' | 'raw'>): string | null {
  const names = request.raw.rawHeaders.filter((_, index) => index % 2 === 0);
  if (names.filter((name) => name.toLowerCase() === 'authorization').length !== 1) return null;
  const token = BEARER.exec(request.headers.authorization ?? '')?.[1] ?? '';
  return token.length <= LENGTH_MAX && FORM.test(token) ? token : null;
}
