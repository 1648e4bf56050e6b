import { createHash } from 'node:crypto';

/** Hosts of one provider that ignores dots. */
const GMAIL = ['gmail.com', 'googlemail.com'];

/**
 * The mailbox behind a checked address, however it is spelt: without what follows a `+`, which
 * providers pass over, and at Gmail without dots and under one name. Addresses are plain ASCII (see
 * `isEmailAddress`), so case is all that folding has to know.
 */
export function mailboxOf(email: string): string {
  const [local = '', host = ''] = email.toLowerCase().split('@');
  const untagged = local.replace(/(?<=.)\+.*$/, '');
  return GMAIL.includes(host) ? `${untagged.replaceAll('.', '')}@gmail.com` : `${untagged}@${host}`;
}

/** Stands for a mailbox where no address is kept: its SHA-256. */
export function mailboxKey(email: string): string {
  return createHash('sha256').update(mailboxOf(email)).digest('base64url');
}
