import type { AuthOptions, Problem } from '@prome-dify/contracts';
import type { TestDatabase } from '@prome-dify/testing';
import {
  ApiClient,
  enginesFor,
  freePort,
  reachableEngines,
  ServerProcess,
  until,
} from '@prome-dify/testing';
import type { MailServer } from '@prome-dify/testing/mail-server';
import { startMailServer } from '@prome-dify/testing/mail-server';
import { expectProblem } from '../../platform/spec-support/expect-problem';
import { serveBuilt } from '../../platform/spec-support/serve';
import { openServer } from '../http.fixture';
import { CLIENT, newEmail, openWithMail, tokenIn } from './mailed.fixture';

const password = 'password123';

describe.each(await enginesFor(import.meta.filename))('The queue of mails on $name', (engine) => {
  let database: TestDatabase;
  let mails: MailServer | undefined;
  let server: ServerProcess | undefined;

  beforeEach(async () => {
    database = await engine.createDatabase();
  });
  afterEach(async () => {
    await server?.stop('SIGKILL');
    await mails?.stop();
    await database.remove();
  });

  const start = (port: number) =>
    ServerProcess.start({
      databaseUrl: database.url,
      env: { SMTP_URL: `smtp://127.0.0.1:${port}`, FRONTEND_URL: CLIENT },
    });
  const register = (url: string, email: string) =>
    new ApiClient(url).call('/api/auth/register', { body: { email, password } });

  it('survives a server that is killed while no mail server answers', async () => {
    const port = await freePort();
    const email = newEmail();
    server = await start(port);
    expect((await register(server.url, email)).status).toBe(201);
    await until('the first try has failed', () => server?.log.join('').includes('tried again'));
    await server.stop('SIGKILL');
    mails = await startMailServer({ port });
    server = await start(port);
    const token = tokenIn(await mails.mail(email), 'verify-email');
    const { status } = await new ApiClient(server.url).call('/api/auth/verify', {
      body: { token },
    });
    expect([status, mails.to(email).length]).toEqual([200, 1]);
  });

  it('lets a mail that hangs hold up neither a request nor another mail', async () => {
    mails = await startMailServer();
    mails.next('hang');
    server = await start(mails.port);
    const [stuck, quick] = [newEmail(), newEmail()];
    expect((await register(server.url, stuck)).status).toBe(201);
    await until('the mail server hangs', () => mails?.offered === 1);
    expect((await register(server.url, quick)).status).toBe(201);
    await mails.mail(quick);
    expect(mails.to(stuck)).toEqual([]);
  });

  it('tries again what was refused for now or broke off, and gives up where nobody lives', async () => {
    mails = await startMailServer();
    server = await start(mails.port);
    const [busy, broken, unknown] = [newEmail(), newEmail(), newEmail()];
    for (const [fault, email] of [
      ['busy', busy],
      ['break', broken],
      ['unknown', unknown],
    ] as const) {
      const offered = mails.offered;
      mails.next(fault);
      await register(server.url, email);
      await until('it was offered', () => (mails?.offered ?? 0) > offered);
    }
    await Promise.all([mails.mail(busy), mails.mail(broken)]);
    expect([mails.offered, mails.to(unknown)]).toEqual([5, []]);
    expect(server.log.join('')).toMatch(/EENVELOPE 550.*mail given up/);
  });

  it('stops in order while mails wait', async () => {
    server = await start(9);
    await register(server.url, newEmail());
    expect(await server.stop('SIGTERM')).toBe(0);
  });
});

describe('Without a mail server', () => {
  const PRODUCTION = {
    NODE_ENV: 'production',
    JWT_SECRET: 'a secret for specs, which is long enough',
    FRONTEND_URL: 'http://localhost:3001',
  };

  it('production says that mail is not set up, and works without', async () => {
    const [sqlite] = await reachableEngines();
    const server = await openServer(sqlite!, PRODUCTION);
    try {
      const { token } = await ApiClient.register(server.url);
      const calls: [string, object | undefined][] = [
        ['password/forgot', { email: 'a@b.co' }],
        ['password/reset', { token: 'x', newPassword: password }],
        ['verify', { token: 'x' }],
        ['verify/resend', undefined],
        ['email', { email: 'a@b.co', password }],
        ['email/confirm', { token: 'x' }],
      ];
      for (const [path, body] of calls) {
        const answer = await new ApiClient(server.url, token).call<Problem>(`/api/auth/${path}`, {
          method: 'POST',
          ...(body && { body }),
        });
        expectProblem(answer, 503, 'mail_not_configured');
      }
      const { body } = await server.client.call<AuthOptions>('/api/auth/options');
      expect(body.mail).toBe(false);
      expectProblem(await server.client.call('/api/dev/mailbox'), 404, 'not_found');
    } finally {
      await server.close();
    }
  });

  it('development shows the mails on a page, with links to open', async () => {
    const served = await serveBuilt();
    try {
      const { email } = await ApiClient.register(served.url);
      const kept = () =>
        served.client.call<{ mails: { to: string; text: string }[] }>('/api/dev/mailbox');
      const mail = await until('the mail is there', async () => (await kept()).body.mails[0]);
      const url = /^http:\/\/localhost:\d+\/verify-email\?token=\S+$/m.exec(mail.text)?.[0];
      expect([mail.to, new URL(url ?? '').port]).toEqual([email, new URL(served.url).port]);
      const page = await served.client.fetch('/api/dev/mailbox', {
        headers: { accept: 'text/html,application/xhtml+xml' },
      });
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
      expect(await page.text()).toContain(`<a href="${url}">`);
    } finally {
      await served.close();
    }
  });

  it('nobody sees a mailbox where mails are sent', async () => {
    const [sqlite] = await reachableEngines();
    const server = await openWithMail(sqlite!);
    expectProblem(await server.client.call('/api/dev/mailbox'), 404, 'not_found');
    await server.close();
  });
});
