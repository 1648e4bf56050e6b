const DAY_MS = 24 * 60 * 60 * 1000;

/** A session ends so long after it began, however busy it is. */
export const SESSION_MS = 30 * DAY_MS;

/** A session ends when its refresh token was not used for so long. */
export const IDLE_MS = 7 * DAY_MS;

/** So long after a rotation the token before it still gets the same answer: tabs race. */
export const GRACE_MS = 30_000;

/** As much of what a browser calls itself is kept: enough to tell devices apart. */
export const USER_AGENT_MAX = 300;

/** A signed-in device as it is stored. Times are epoch milliseconds. */
export interface Session {
  readonly id: string;
  readonly userId: string;
  readonly refreshHash: string;
  readonly prevRefreshHash: string | null;
  readonly rotation: number;
  readonly rotatedAt: number | null;
  readonly revokedAt: number | null;
  readonly lastUsedAt: number;
  readonly expiresAt: number;
}

/** A session as its owner sees it in a list. */
export interface ListedSession {
  readonly id: string;
  readonly userAgent: string;
  readonly createdAt: number;
  readonly lastUsedAt: number;
}

/** A session in the hands of its owner: the only time its refresh token exists as text. */
export interface OpenSession {
  readonly id: string;
  readonly refreshToken: string;
  readonly expiresAt: number;
}
