import { enginesFor } from '@prome-dify/testing';
import type { MailServer } from '@prome-dify/testing/mail-server';
import { startMailServer } from '@prome-dify/testing/mail-server';
import { sql } from '../../platform/database';
import type { OpenedAuth } from '../auth.fixture';
import { ADDRESS, newPerson, openAuth } from '../auth.fixture';
import { EmailVerification } from '../email-verification';
import { PasswordReset } from '../password-reset';
import { linkTokenHash } from './mail-link';
import { CLIENT, tokenIn } from './mailed.fixture';

const NEW = 'correct horse battery staple';

describe.each(await enginesFor(import.meta.filename))('MailLinks on $name', (engine) => {
  let mails: MailServer;
  let auth: OpenedAuth;

  beforeAll(async () => {
    mails = await startMailServer();
    const env = { SMTP_URL: mails.url, FRONTEND_URL: CLIENT, RATE_LIMIT: 'on' };
    auth = await openAuth(engine, env);
  });
  afterAll(async () => {
    await auth.close();
    await mails.stop();
  });

  const forgot = (email: string, address = ADDRESS) =>
    auth.get(PasswordReset).request({ email }, address);
  const reset = (token: string, address = ADDRESS) =>
    auth.get(PasswordReset).reset({ token, newPassword: NEW }, address);
  const rows = () =>
    auth.database.read.rows<Record<string, unknown>>(sql`SELECT * FROM mail_token`);

  /** A person who has got both mails. */
  async function withLink() {
    const { email, answer } = await newPerson(auth);
    await mails.mail(email, 1);
    await forgot(email);
    return {
      email,
      user: answer.user,
      token: tokenIn(await mails.mail(email, 2), 'reset-password'),
    };
  }

  it('keeps nothing of a token but its hash', async () => {
    const { token } = await withLink();
    const stored = JSON.stringify(await rows());
    expect(stored).toContain(linkTokenHash(token));
    expect(stored).not.toContain(token);
  });

  it('says of an old link that it has expired', async () => {
    const { email, token } = await withLink();
    await auth.database.run((tx) =>
      tx.execute(sql`UPDATE mail_token SET expires_at = ${Date.now()} WHERE email = ${email}`),
    );
    await expect(reset(token)).rejects.toMatchObject({ code: 'link_expired' });
  });

  it('gives a link half an hour from when it is sent', async () => {
    const { token } = await withLink();
    const row = (await rows()).find((each) => each['token_hash'] === linkTokenHash(token));
    const lasts = Number(row?.['expires_at']) - Date.now();
    expect(lasts).toBeGreaterThan(1_790_000);
    expect(lasts).toBeLessThanOrEqual(1_800_000);
  });

  it('mails five links an hour to one person, and the last of them works', async () => {
    const { email, answer } = await newPerson(auth);
    await mails.mail(email, 1);
    for (let n = 0; n < 9; n += 1) {
      // From everywhere: each network may ask, and none is told.
      await forgot(email, `198.51.100.${n}`);
      if (n < 5) await mails.mail(email, n + 2);
    }
    const last = tokenIn(await mails.mail(email, 6), 'reset-password');
    await expect(reset(last, '198.51.100.20')).resolves.toMatchObject({ userId: answer.user.id });
    expect(mails.to(email)).toHaveLength(6);
    expect(answer.user.emailVerified).toBe(false);
  });

  it('lets one network ask for twenty mails an hour', async () => {
    const address = '192.0.2.77';
    for (let n = 0; n < 20; n += 1) await forgot(`nobody${n}@example.com`, address);
    await expect(forgot('nobody@example.com', address)).rejects.toMatchObject({
      code: 'rate_limited',
    });
  });

  it('sends five mails an hour to who asks again for their own, and then says so', async () => {
    const { email, answer } = await newPerson(auth);
    const resend = () => auth.get(EmailVerification).resend(answer.user.id);
    for (let n = 0; n < 5; n += 1) await resend();
    await expect(resend()).rejects.toMatchObject({ code: 'rate_limited' });
    await mails.mail(email, 1);
  });

  it('slows down trying links', async () => {
    const address = '192.0.2.78';
    const codes = [];
    for (let n = 0; n < 31; n += 1) {
      codes.push(await reset(`guess ${n}`, address).catch(({ code }: { code: string }) => code));
    }
    expect(codes).toEqual([...Array.from({ length: 30 }, () => 'link_invalid'), 'rate_limited']);
  });
});
