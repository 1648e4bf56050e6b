import type { Mail } from './mail';
import { MailFailure } from './mail';

/** `local@domain` and nothing that could begin a second address or another header. */
const ONE_ADDRESS = /^[\x21-\x7e]+$/;
const SEPARATORS = /[<>(),:;"\\[\]]/;
const CONTROL = /\p{Cc}/u;

/** @throws MailFailure when what goes into the headers is more than one line or one address */
export function assertHeaderLines({ to, subject }: Pick<Mail, 'to' | 'subject'>): void {
  const isAddress =
    ONE_ADDRESS.test(to) && !SEPARATORS.test(to) && /^[^@]+@[^@]+$/.test(to) && to.length <= 254;
  if (!isAddress) throw new MailFailure('not one address', true);
  if (CONTROL.test(subject) || subject.length > 200) {
    throw new MailFailure('not one line of subject', true);
  }
}
