import { judgeRefresh } from './judge-refresh';
import type { Session } from './session';
import { GRACE_MS, IDLE_MS, SESSION_MS } from './session';

const NOW = 1_800_000_000_000;
const DAY_MS = 86_400_000;

const session = (change: Partial<Session> = {}): Session => ({
  id: 'session',
  userId: 'user',
  refreshHash: 'hash 5',
  prevRefreshHash: 'hash 4',
  rotation: 5,
  rotatedAt: NOW,
  revokedAt: null,
  lastUsedAt: NOW,
  expiresAt: NOW + DAY_MS,
  ...change,
});

const token = (rotation: number) => ({
  sessionId: 'session',
  rotation,
  hash: `hash ${rotation}`,
});

describe('judgeRefresh', () => {
  it('rotates the current token', () => {
    expect(judgeRefresh(session(), token(5), NOW + 1)).toBe('rotate');
  });

  it('repeats its answer for the token before, 30 seconds long', () => {
    expect(judgeRefresh(session(), token(4), NOW)).toBe('repeat');
    expect(judgeRefresh(session(), token(4), NOW + GRACE_MS)).toBe('repeat');
    expect(judgeRefresh(session(), token(4), NOW + GRACE_MS + 1)).toBe('reused');
  });

  it('takes every older token for stolen, at once', () => {
    expect([0, 1, 2, 3].map((old) => judgeRefresh(session(), token(old), NOW))).toEqual(
      Array(4).fill('reused'),
    );
  });

  it('refuses a token from a future that the database does not know', () => {
    expect(judgeRefresh(session(), token(6), NOW)).toBe('refuse');
    expect(judgeRefresh(session(), { ...token(5), hash: 'other' }, NOW)).toBe('refuse');
  });

  it.each([
    ['revoked', { revokedAt: NOW - 1 }],
    ['over', { expiresAt: NOW }],
    ['idle for seven days', { lastUsedAt: NOW - IDLE_MS }],
  ])('refuses every token of a session that is %s', (_, change) => {
    const verdicts = [3, 4, 5].map((n) => judgeRefresh(session(change), token(n), NOW));
    expect(verdicts).toEqual(['refuse', 'refuse', 'refuse']);
  });

  it('lets a session in use live on to its last moment', () => {
    const nearlyIdle = session({ lastUsedAt: NOW - IDLE_MS + 1, expiresAt: NOW + 1 });
    expect(judgeRefresh(nearlyIdle, token(5), NOW)).toBe('rotate');
    expect([SESSION_MS / DAY_MS, IDLE_MS / DAY_MS]).toEqual([30, 7]);
  });
});
