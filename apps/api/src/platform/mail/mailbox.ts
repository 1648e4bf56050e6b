import { assertHeaderLines } from './header-lines';
import type { Mail } from './mail';
import { Mailer } from './mail';

/** A mail that stayed here. */
export interface KeptMail extends Mail {
  /** When it was sent, in ISO 8601. */
  readonly at: string;
}

const KEPT_MAX = 100;

/** For development: keeps the last mails in the memory of this process, for the page that shows them. */
export class Mailbox extends Mailer {
  readonly isConfigured = true;
  private readonly kept: KeptMail[] = [];

  /** The newest first. */
  get mails(): readonly KeptMail[] {
    return this.kept.toReversed();
  }

  send(mail: Mail): Promise<void> {
    return new Promise((resolve) => resolve(this.keep(mail)));
  }

  private keep(mail: Mail): void {
    assertHeaderLines(mail);
    this.kept.push({ ...mail, at: new Date().toISOString() });
    if (this.kept.length > KEPT_MAX) this.kept.shift();
  }
}
