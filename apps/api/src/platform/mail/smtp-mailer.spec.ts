import type { MailServer } from '@prome-dify/testing/mail-server';
import { startMailServer } from '@prome-dify/testing/mail-server';
import type { Mail } from './mail';
import { mailerFor } from './mail.module';

const MAIL: Mail = {
  to: 'ada@example.com',
  subject: 'Set a new password',
  text: 'Hello\n\nhttps://chat.test/x?token=abc\n',
  html: '<p>Hello</p>',
};
const account = { user: 'shop', pass: 'p@ss:w/rd' };

describe('SmtpMailer', () => {
  let server: MailServer;
  beforeEach(async () => {
    server = await startMailServer({ account });
  });
  afterEach(() => server.stop());

  const mailer = (SMTP_URL = server.url, MAIL_FROM?: string) =>
    mailerFor({ SMTP_URL, MAIL_FROM, production: true });
  const send = async (mail: Partial<Mail> = {}) => (await mailer()).send({ ...MAIL, ...mail });

  it('hands over a mail in plain text and HTML, signed in, from whom it shall be', async () => {
    await (await mailer(server.url, 'Chat, by us <chat@example.com>')).send(MAIL);
    const mail = await server.mail('ada@example.com');
    expect(mail).toMatchObject({
      envelope: { from: 'chat@example.com', to: ['ada@example.com'] },
      from: '"Chat, by us" <chat@example.com>',
      subject: MAIL.subject,
      text: MAIL.text,
      user: 'shop',
    });
    expect(mail.html.trim()).toBe(MAIL.html);
    expect(mail.headers).toContain('auto-submitted');
  });

  it.each([
    { to: 'ada@example.com\r\nBcc: eve@example.com' },
    { to: 'ada@example.com, eve@example.com' },
    { subject: 'Hello\r\nBcc: eve@example.com' },
  ])('offers no mail with more headers than it should have: %j', async (change) => {
    await expect(send(change)).rejects.toMatchObject({ name: 'MailFailure', isFinal: true });
    expect(server.offered).toBe(0);
  });

  it.each([
    ['busy', 'EENVELOPE 451', false],
    ['unknown', 'EENVELOPE 550', true],
    ['break', expect.stringMatching(/^E/), false],
  ] as const)(
    'says what became of a mail (%s), without the address',
    async (fault, reason, isFinal) => {
      server.next(fault);
      const failure = await send().catch((error: Error) => error);
      expect(failure).toMatchObject({ name: 'MailFailure', reason, isFinal });
      expect(JSON.stringify(failure) + (failure as Error).message).not.toContain('ada@');
      await send();
      expect(server.mails).toHaveLength(1);
    },
  );

  it('may try again when the account is wrong: that can be put right', async () => {
    const wrong = await mailer(`smtp://shop:wrong@127.0.0.1:${server.port}`);
    await expect(wrong.send(MAIL)).rejects.toMatchObject({ reason: 'EAUTH 535', isFinal: false });
  });

  it('may try again when nobody answers', async () => {
    const nobody = await mailer('smtp://127.0.0.1:9');
    await expect(nobody.send(MAIL)).rejects.toMatchObject({ isFinal: false });
  });
});

describe('mailerFor', () => {
  const kind = async (env: { SMTP_URL?: string; production: boolean }) => {
    const mailer = await mailerFor({ SMTP_URL: undefined, MAIL_FROM: undefined, ...env });
    return [mailer.constructor.name, mailer.isConfigured];
  };

  it('sends by the server that is set up, else keeps mails to look at, else nothing', async () => {
    const SMTP_URL = 'smtp://mail.test';
    expect(await kind({ SMTP_URL, production: true })).toEqual(['SmtpMailer', true]);
    expect(await kind({ SMTP_URL, production: false })).toEqual(['SmtpMailer', true]);
    expect(await kind({ production: false })).toEqual(['Mailbox', true]);
    expect(await kind({ production: true })).toEqual(['NoMailer', false]);
  });

  it('refuses what cannot be sent', async () => {
    const mailer = await mailerFor({ SMTP_URL: undefined, MAIL_FROM: undefined, production: true });
    await expect(mailer.send(MAIL)).rejects.toThrow('not configured');
  });
});
