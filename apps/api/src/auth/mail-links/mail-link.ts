import { createHash, randomBytes } from 'node:crypto';

/**
 * What a mailed link is good for: setting a new password, showing that an address is one's own, or
 * making it that of one's account.
 */
export type LinkPurpose = 'reset' | 'verify' | 'change';

/** What the address of an account hears of: that another was asked for, and that it has changed. */
export type Notice = 'change-asked' | 'changed';

/** Why there is a mail. */
export type MailPurpose = LinkPurpose | Notice;

const MINUTE_MS = 60_000;

/** How long a link works from when it is sent. What brings none has none that works. */
export const LINK_MS: Readonly<Record<MailPurpose, number>> = {
  reset: 30 * MINUTE_MS,
  verify: 24 * 60 * MINUTE_MS,
  change: 60 * MINUTE_MS,
  'change-asked': 0,
  changed: 0,
};

/** A token in the one moment in which it exists as text: between its making and its mail. */
export interface LinkToken {
  readonly text: string;
  /** What is stored of it. */
  readonly hash: string;
}

/** A new token of 256 random bits. */
export function newLinkToken(): LinkToken {
  const text = randomBytes(32).toString('base64url');
  return { text, hash: linkTokenHash(text) };
}

/** SHA-256 of a token. */
export function linkTokenHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
