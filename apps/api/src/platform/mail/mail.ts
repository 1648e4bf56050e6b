/** One mail to one person: plain text, and the same in simple HTML without anything remote. */
export interface Mail {
  /** One address in plain ASCII. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Sends mails; how is decided once at the start. */
export abstract class Mailer {
  /** Whether mails reach anybody. */
  abstract readonly isConfigured: boolean;

  /**
   * Resolves when the mail is in other hands.
   * @throws MailFailure when it is not, or may not be
   */
  abstract send(mail: Mail): Promise<void>;
}

/** A mail that was not taken. It names no address, for it goes into the log. */
export class MailFailure extends Error {
  constructor(
    /** A short code: the reply of the mail server, or what the network said. */
    readonly reason: string,
    /** Whether trying again is of no use: the server knows nobody of this address. */
    readonly isFinal = false,
  ) {
    super(`the mail was not taken (${reason})`);
    this.name = 'MailFailure';
  }
}
