import type { Transporter } from 'nodemailer';
import { assertHeaderLines } from './header-lines';
import type { Mail } from './mail';
import { Mailer, MailFailure } from './mail';
import { senderOf } from './sender';
import { smtpOptions } from './smtp-options';

/** Marks the mail as one that wants no answer from an absent person's machine. */
const HEADERS = { 'Auto-Submitted': 'auto-generated' };

/** Hands mails to the mail server of `SMTP_URL`, one connection each. */
export class SmtpMailer extends Mailer {
  readonly isConfigured = true;

  private constructor(
    private readonly transport: Transporter,
    private readonly from: string | undefined,
  ) {
    super();
  }

  /** Connects to nothing yet: whether the server answers is seen with the first mail. */
  static async to(smtpUrl: string, from: string | undefined): Promise<SmtpMailer> {
    const { createTransport } = await import('nodemailer');
    return new SmtpMailer(createTransport(smtpOptions(smtpUrl)), from);
  }

  async send(mail: Mail): Promise<void> {
    assertHeaderLines(mail);
    try {
      await this.transport.sendMail({
        from: senderOf(this.from),
        to: { name: '', address: mail.to },
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        headers: HEADERS,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
    } catch (error) {
      throw failureOf(error);
    }
  }
}

/** The reply of a server repeats the address, so only its number is kept. */
function failureOf(error: unknown): MailFailure {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const word = typeof code === 'string' ? code : 'unknown';
  const reply = typeof responseCode === 'number' ? responseCode : 0;
  const reason = reply === 0 ? word : `${word} ${reply}`;
  return new MailFailure(reason, word === 'EENVELOPE' && reply >= 500);
}
