import type { SMTPServerSession } from 'smtp-server';
import { simpleParser } from 'mailparser';

/** A mail as the server got it. */
export interface ReceivedMail {
  /** Who it was sent to and from, as the envelope said and nobody sees. */
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  /** The headers as mail programs show them. */
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  /** Names of all headers, in lower case. */
  readonly headers: readonly string[];
  readonly text: string;
  readonly html: string;
  /** Every byte of it, as text. */
  readonly source: string;
  /** Who had signed in to send it, if anybody. */
  readonly user: string | undefined;
}

/** Reads a mail as mail programs do. */
export async function parseMail(source: string, session: SMTPServerSession): Promise<ReceivedMail> {
  const mail = await simpleParser(source);
  const { mailFrom, rcptTo } = session.envelope;
  const { to } = mail;
  return {
    envelope: {
      from: mailFrom ? mailFrom.address : '',
      to: rcptTo.map(({ address }) => address),
    },
    from: mail.from?.text ?? '',
    to: [to ?? []]
      .flat()
      .map(({ text }) => text)
      .join(', '),
    subject: mail.subject ?? '',
    headers: [...mail.headers.keys()],
    text: mail.text ?? '',
    html: mail.html || '',
    source,
    user: typeof session.user === 'string' ? session.user : undefined,
  };
}
