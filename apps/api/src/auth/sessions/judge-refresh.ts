import type { PresentedToken } from '../tokens/refresh-tokens';
import type { Session } from './session';
import { GRACE_MS, IDLE_MS } from './session';

/**
 * What to do with a refresh token: `rotate` it, `repeat` the answer of its rotation, take it for
 * stolen (`reused`), or `refuse` it because the session is over.
 */
export type RefreshVerdict = 'rotate' | 'repeat' | 'reused' | 'refuse';

/** Judges a token that we made, against its session, at the time `now`. */
export function judgeRefresh(session: Session, token: PresentedToken, now: number): RefreshVerdict {
  const isIdle = now >= session.lastUsedAt + IDLE_MS;
  if (session.revokedAt !== null || isIdle || now >= session.expiresAt) return 'refuse';
  if (token.hash === session.refreshHash) return 'rotate';
  const isInGrace = session.rotatedAt !== null && now <= session.rotatedAt + GRACE_MS;
  if (token.hash === session.prevRefreshHash && isInGrace) return 'repeat';
  return token.rotation < session.rotation ? 'reused' : 'refuse';
}
