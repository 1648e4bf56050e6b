import { createTransport } from 'nodemailer';
import { startMailServer, type MailServer } from './index';

const MAIL = {
  from: 'Shop <shop@example.com>',
  to: 'ada@example.com',
  subject: 'Grüße',
  text: 'Hello =) Grüße',
  html: '<p>Hello</p>',
};

let server: MailServer;
afterEach(() => server.stop());

const send = () => createTransport(server.url).sendMail(MAIL);
const reply = (sent: Promise<unknown>) =>
  sent.then(
    () => 'taken',
    (error: { responseCode?: number; code?: string }) => error.responseCode ?? error.code,
  );

describe('startMailServer', () => {
  it('keeps a mail as its reader sees it', async () => {
    server = await startMailServer();
    await send();
    const mail = await server.mail('ada@example.com');
    expect(mail).toMatchObject({
      envelope: { from: 'shop@example.com', to: ['ada@example.com'] },
      to: 'ada@example.com',
      subject: 'Grüße',
      html: '<p>Hello</p>',
    });
    expect(mail.text.trim()).toBe('Hello =) Grüße');
    expect(mail.headers).toEqual(expect.arrayContaining(['from', 'to', 'subject', 'message-id']));
  });

  it('lets the next mails fail as they were told to, and takes those after them', async () => {
    server = await startMailServer();
    server.next('busy', 'unknown', 'break');
    const replies = [];
    for (let n = 0; n < 4; n += 1) replies.push(await reply(send()));
    expect(replies).toEqual([451, 550, expect.stringMatching(/^E/), 'taken']);
    expect([server.offered, server.mails.length]).toEqual([4, 1]);
  });

  it('asks for the account when it has one', async () => {
    server = await startMailServer({ account: { user: 'shop', pass: 'p@ss:word' } });
    await send();
    expect((await server.mail('ada@example.com')).user).toBe('shop');
    const { port } = server;
    expect(await reply(createTransport(`smtp://shop:no@127.0.0.1:${port}`).sendMail(MAIL))).toBe(
      535,
    );
    expect(await reply(createTransport(`smtp://127.0.0.1:${port}`).sendMail(MAIL))).toBe(530);
  });
});
