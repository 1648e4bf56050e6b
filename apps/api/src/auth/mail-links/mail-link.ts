import { createHash, randomBytes } from 'node:crypto';

/** What a mailed link is good for: setting a new password, or showing that an address is one's own. */
export type LinkPurpose = 'reset' | 'verify';

const MINUTE_MS = 60_000;

/** How long a link works from when it is sent. */
export const LINK_MS: Readonly<Record<LinkPurpose, number>> = {
  reset: 30 * MINUTE_MS,
  verify: 24 * 60 * MINUTE_MS,
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
