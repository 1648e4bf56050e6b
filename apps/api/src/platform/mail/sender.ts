/** Who a mail is from. */
export interface Sender {
  readonly name: string;
  readonly address: string;
}

const NAMED = /^(.+) <(.+)>$/;

/** Reads `MAIL_FROM`, which has been checked: an address, or a name and an address. */
export function senderOf(mailFrom = 'Prome-Dify <no-reply@localhost>'): Sender {
  const [, name = '', address = mailFrom] = NAMED.exec(mailFrom) ?? [];
  return { name, address };
}
