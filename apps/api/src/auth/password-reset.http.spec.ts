import type { AuthAnswer, MailRequested, MeAnswer, Problem } from '@prome-dify/contracts';
import { ApiClient, enginesFor } from '@prome-dify/testing';
import { expectProblem } from '../platform/spec-support/expect-problem';
import { refreshCookie } from './http.fixture';
import type { OpenedWithMail } from './mail-links/mailed.fixture';
import { CLIENT, newEmail, openWithMail, tokenIn } from './mail-links/mailed.fixture';

const OLD = 'password123';
const NEW = 'correct horse battery staple';

describe.each(await enginesFor(import.meta.filename))('Password reset on $name', (engine) => {
  let server: OpenedWithMail;
  beforeAll(async () => {
    server = await openWithMail(engine, { LOG_LEVEL: 'debug' });
  });
  afterAll(() => server.close());

  const mail = (email: string, nth: number) => server.mails.mail(email, nth);
  const forgot = (email: string) => server.post<MailRequested>('password/forgot', { email });
  const reset = (token: string, newPassword = NEW) =>
    server.post<Problem>('password/reset', { token, newPassword });
  const login = (email: string, password: string) => server.post('login', { email, password });
  const me = (token: string) => new ApiClient(server.url, token).call<MeAnswer>('/api/auth/me');

  /** Registers; the first mail to everybody is the one that verifies their address. */
  async function register() {
    const email = newEmail();
    const answer = await server.post<AuthAnswer>('register', { email, password: OLD });
    await mail(email, 1);
    return { email, token: answer.body.token, cookie: refreshCookie(answer).pair };
  }

  /** The token of the newest link, which is the `nth` mail to this address. */
  async function linkFor(email: string, nth = 2): Promise<string> {
    expect((await forgot(email)).status).toBe(202);
    return tokenIn(await mail(email, nth), 'reset-password');
  }

  it('mails a link that sets a password and ends every session', async () => {
    const { email, token, cookie } = await register();
    const other = (await login(email, OLD)).body as AuthAnswer;
    const stranger = await register();
    expect((await reset(await linkFor(email))).status).toBe(204);
    expectProblem(await login(email, OLD), 401, 'invalid_credentials');
    expect((await login(email, NEW)).status).toBe(200);
    for (const each of [token, other.token]) expectProblem(await me(each), 401, 'unauthorized');
    const refreshed = await new ApiClient(server.url).call('/api/auth/refresh', {
      method: 'POST',
      headers: { cookie },
    });
    expectProblem(refreshed, 401, 'unauthorized');
    expect((await me(stranger.token)).status).toBe(200);
  });

  it('writes a mail that anybody can read, to one person, with one link', async () => {
    const { email } = await register();
    const token = await linkFor(email);
    const letter = await mail(email, 2);
    expect(letter).toMatchObject({
      envelope: { from: 'chat@example.com', to: [email] },
      from: '"Chat" <chat@example.com>',
      to: email,
      subject: 'Set a new password for Prome-Dify',
    });
    expect(letter.html).toContain(`<a href="${CLIENT}/reset-password?token=${token}">`);
    expect(letter.html).not.toMatch(/<img|src=|<script|<link/);
    expect(letter.headers.filter((name) => /^(b?cc|reply-to)$/.test(name))).toEqual([]);
  });

  it('finds an account however its address is written', async () => {
    const { email } = await register();
    expect((await forgot(email.toUpperCase())).status).toBe(202);
    expect(tokenIn(await mail(email, 2), 'reset-password')).toHaveLength(43);
  });

  it('verifies the address, for its owner has read the mail', async () => {
    const { email } = await register();
    await reset(await linkFor(email));
    const { body } = await server.post<AuthAnswer>('login', { email, password: NEW });
    expect(body.user.emailVerified).toBe(true);
    const old = tokenIn(await mail(email, 1), 'verify-email');
    expectProblem(await server.post('verify', { token: old }), 410, 'link_expired');
  });

  it('answers the same whether or not there is an account, and mails only where there is', async () => {
    const { email } = await register();
    const nobody = newEmail();
    const unknown = await forgot(nobody);
    const known = await forgot(email);
    expect([unknown.status, unknown.body]).toEqual([202, known.body]);
    const names = ({ headers }: { headers: Headers }) => [...headers.keys()].toSorted();
    expect(names(unknown)).toEqual(names(known));
    // Mails are begun in the order in which they were asked for.
    await mail(email, 2);
    await linkFor(email, 3);
    expect(server.mails.to(nobody)).toEqual([]);
  });

  it('takes a link once, also from 20 at the same moment', async () => {
    const { email } = await register();
    const token = await linkFor(email);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => reset(token, `new password ${n}`)),
    );
    const winner = answers.findIndex(({ status }) => status === 204);
    const refused = answers.filter(({ status }) => status !== 204);
    expect(refused).toHaveLength(19);
    for (const answer of refused) expectProblem(answer, 410, 'link_used');
    expect((await login(email, `new password ${winner}`)).status).toBe(200);
  });

  it('makes a link useless by a newer one, and says so', async () => {
    const { email } = await register();
    const first = await linkFor(email, 2);
    const second = await linkFor(email, 3);
    const refused = await reset(first);
    expect(expectProblem(refused, 410, 'link_expired').detail).toMatch(/newer link/);
    expect((await reset(second)).status).toBe(204);
  });

  it('makes a link useless by a password that its owner changes', async () => {
    const { email, token } = await register();
    const link = await linkFor(email);
    await server.post('password', { currentPassword: OLD, newPassword: NEW }, token);
    expectProblem(await reset(link, 'stolen password'), 410, 'link_expired');
    expect((await login(email, NEW)).status).toBe(200);
  });

  it('keeps a link for the next try when the password does not do', async () => {
    const { email } = await register();
    const token = await linkFor(email);
    expectProblem(await reset(token, 'short'), 400, 'validation_failed');
    expect((await reset(token)).status).toBe(204);
  });

  it('takes no link that is none, or one for something else', async () => {
    const { email } = await register();
    const verifying = tokenIn(await mail(email, 1), 'verify-email');
    for (const token of ['x', 'A'.repeat(43), verifying, 'ü', '%00']) {
      expectProblem(await reset(token), 400, 'link_invalid');
    }
    expectProblem(await reset(''), 400, 'validation_failed');
    expectProblem(await reset('x'.repeat(201)), 400, 'validation_failed');
  });

  it('leads to the client and nowhere else, whatever a request claims', async () => {
    const { email } = await register();
    const headers = {
      'x-forwarded-host': 'evil.test',
      origin: 'https://evil.test',
      forwarded: 'host=evil.test',
    };
    await new ApiClient(server.url).call('/api/auth/password/forgot', { body: { email }, headers });
    const letter = await mail(email, 2);
    expect(letter.source).not.toContain('evil.test');
    expect(tokenIn(letter, 'reset-password')).toHaveLength(43);
  });

  it('has written no token, address or password to its log', async () => {
    const email = 'canary-address@example.com';
    await server.post('register', { email, password: OLD });
    await mail(email, 1);
    server.mails.next('busy');
    const token = await linkFor(email);
    await reset(token, 'canary-password');
    await reset(token);
    expect(server.log()).toContain('"mail sent"');
    expect(server.log()).toContain('to be tried again');
    expect(server.log()).not.toMatch(/canary/i);
    for (const { text } of server.mails.mails) {
      const secret = /token=(\S+)/.exec(text)?.[1] ?? '';
      expect(secret).toHaveLength(43);
      expect(server.log()).not.toContain(secret.slice(0, 12));
    }
  });
});
