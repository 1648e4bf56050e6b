import { createHash } from 'node:crypto';
import { LIMITS } from '@prome-dify/contracts';

const LOCAL_MAX = 64;
const ATOM = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+$/;
const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/**
 * Whether `value` is an address that mail can be sent to: `local@domain.tld` in plain ASCII,
 * without quoted parts, comments or address literals. Its time is linear in a bounded length.
 */
export function isEmailAddress(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > LIMITS.emailMax) return false;
  const [local = '', domain = '', ...more] = value.split('@');
  return more.length === 0 && isLocalPart(local) && isDomain(domain);
}

function isLocalPart(local: string): boolean {
  return local.length <= LOCAL_MAX && local.split('.').every((atom) => ATOM.test(atom));
}

function isDomain(domain: string): boolean {
  const labels = domain.split('.');
  const isNumber = /^[0-9]+$/.test(labels.at(-1) ?? '');
  return labels.length > 1 && !isNumber && labels.every((label) => LABEL.test(label));
}

/** The form under which an account is kept. Only for checked addresses: those are plain ASCII. */
export function foldEmail(email: string): string {
  return email.toLowerCase();
}

/** Stands for an account in the log, where no address is written. */
export function accountMark(account: string): string {
  return createHash('sha256').update(account).digest('hex').slice(0, 16);
}
