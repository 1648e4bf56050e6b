import type { AuthSession } from '../entities/auth-session';
import type { MailToken } from '../entities/mail-token';
import type { RateWindow } from '../entities/rate-window';
import type { SignupGrant } from '../entities/signup-grant';
import type { User } from '../entities/user';
import { NOW } from './moment';

// Complete, valid rows of people who sign in; rows of different `n` share no unique value.

export const user = (n: number): User => ({
  id: `user-${n}`,
  email: `user-${n}@example.com`,
  passwordHash: 'x',
  emailVerifiedAt: NOW,
  createdAt: NOW,
  updatedAt: NOW,
  deviceEpoch: 1,
});

export const authSession = (n: number): AuthSession => ({
  id: `session-${n}`,
  userId: `user-${n}`,
  refreshHash: `refresh-${n}`,
  prevRefreshHash: `previous-${n}`,
  rotation: 1,
  rotatedAt: NOW,
  revokedAt: null,
  createdAt: NOW,
  lastUsedAt: NOW,
  expiresAt: NOW + 1,
  userAgent: '',
});

export const mailToken = (n: number): MailToken => ({
  id: `mail-${n}`,
  purpose: 'reset',
  email: `user-${n}@example.com`,
  tokenHash: `token-${n}`,
  currentKey: `reset:user-${n}@example.com`,
  attempts: 1,
  nextAttemptAt: null,
  createdAt: NOW,
  expiresAt: NOW + 1,
  usedAt: null,
  userId: null,
  sessionId: null,
});

export const signupGrant = (n: number): SignupGrant => ({
  id: `mailbox-${n}`,
  userId: `user-${n}`,
  createdAt: NOW,
});

export const rateWindow = (n: number): RateWindow => ({
  id: `window-${n}`,
  events: 1,
  endsAt: NOW + 1,
});
