import type { Problem } from '@prome-dify/contracts';
import { ApiClient, enginesFor } from '@prome-dify/testing';
import { expectProblem } from '../../platform/spec-support/expect-problem';
import { deviceCookie } from '../http.fixture';
import type { OpenedWithMail } from '../mail-links/mailed.fixture';
import { newEmail, openWithMail, tokenIn } from '../mail-links/mailed.fixture';
import { changes, password } from './email-change.fixture';

describe.each(await enginesFor(import.meta.filename))('Changing an address on $name', (engine) => {
  let server: OpenedWithMail;
  beforeAll(async () => {
    server = await openWithMail(engine);
  });
  afterAll(() => server.close());
  const { join, ask, linkTo, confirm, signIn, me, change } = changes(() => server);
  const subjects = (email: string) => server.mails.to(email).map(({ subject }) => subject);

  it('happens when the link to the new one is followed, and not before', async () => {
    const { email, token } = await join();
    const next = newEmail();
    expect((await ask(token, next.toUpperCase())).status).toBe(202);
    const link = await linkTo(next);
    expect((await me(token)).body.user).toMatchObject({ email, emailVerified: false });
    expect((await signIn(next)).status).toBe(401);
    const done = await confirm(link);
    expect(done).toMatchObject({ status: 200, body: { email: next, grantedTokens: 0 } });
    expect(deviceCookie(done).value).not.toBe('');
    expect((await me(token)).body.user).toMatchObject({ email: next, emailVerified: true });
    expect((await signIn(next)).status).toBe(200);
    expectProblem(await signIn(email), 401, 'invalid_credentials');
    expectProblem(await confirm(link), 410, 'link_used');
  });

  it('is told to the old address, when it is asked for and when it has happened', async () => {
    const { email, token } = await join();
    const next = newEmail();
    await ask(token, next);
    const asked = await server.mails.mail(email, 2);
    expect(asked.subject).toBe('Another address was asked for at Prome-Dify');
    expect(asked.text).not.toContain('http');
    await confirm(await linkTo(next));
    const changed = await server.mails.mail(email, 3);
    expect(changed.subject).toBe('Your address at Prome-Dify has changed');
    expect(asked.text + changed.text).not.toContain(next);
  });

  it('is answered alike for an address that has an account, whose owner is told', async () => {
    const [{ token }, other] = [await join(), await join()];
    const free = newEmail();
    const answers = [await ask(token, free), await ask(token, other.email)];
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    const word = await server.mails.mail(other.email, 2);
    expect(word.subject).toBe('Your address has an account at Prome-Dify');
    expect(word.text).not.toContain('http');
  });

  it('needs the password, another address, and somebody who is signed in', async () => {
    const { email, token } = await join();
    expectProblem(await ask(token, newEmail(), 'guessed it'), 401, 'invalid_credentials');
    const same = await ask(token, email.toUpperCase());
    expectProblem(same, 400, 'validation_failed');
    expect((same.body as unknown as Problem).errors).toMatchObject([{ pointer: '/email' }]);
    expectProblem(await ask(token, 'no address'), 400, 'validation_failed');
    const body = { email: newEmail(), password, more: true };
    expectProblem(await server.post('email', body, token), 400, 'validation_failed');
    expectProblem(await server.post('email', body), 401, 'unauthorized');
    expect(subjects(email)).toHaveLength(1);
  });

  it('ends every session but the one that asked', async () => {
    const { email, token } = await join();
    const other = (await signIn(email)).body.token;
    expect((await change(token, newEmail())).status).toBe(200);
    expect([(await me(token)).status, (await me(other)).status]).toEqual([200, 401]);
  });

  it('makes every link useless that was mailed to the old address', async () => {
    const { email, token } = await join();
    const verifying = tokenIn(await server.mails.mail(email, 1), 'verify-email');
    await server.post('password/forgot', { email });
    const resetting = tokenIn(await server.mails.mail(email, 2), 'reset-password');
    expect((await change(token, newEmail())).status).toBe(200);
    expectProblem(await server.post('verify', { token: verifying }), 410, 'link_expired');
    const reset = { token: resetting, newPassword: 'another password' };
    expectProblem(await server.post('password/reset', reset), 410, 'link_expired');
  });

  it('goes by the newest link: one that was asked for before is useless', async () => {
    const { token } = await join();
    const [first, second] = [newEmail(), newEmail()];
    await ask(token, first);
    const old = await linkTo(first);
    await ask(token, second);
    expect((await confirm(await linkTo(second))).status).toBe(200);
    expectProblem(await confirm(old), 410, 'link_expired');
  });

  it('ends with another password, however that was set', async () => {
    const [{ token }, { email, token: forgetful }] = [await join(), await join()];
    const [next, another] = [newEmail(), newEmail()];
    await ask(token, next);
    const link = await linkTo(next);
    await server.post('password', { currentPassword: password, newPassword: 'x'.repeat(9) }, token);
    expectProblem(await confirm(link), 410, 'link_expired');
    await ask(forgetful, another);
    const second = await linkTo(another);
    await server.mails.mail(email, 2);
    await server.post('password/forgot', { email });
    const reset = tokenIn(await server.mails.mail(email, 3), 'reset-password');
    await server.post('password/reset', { token: reset, newPassword: 'x'.repeat(9) });
    expectProblem(await confirm(second), 410, 'link_expired');
  });

  it('goes with the account that asked for it', async () => {
    const { token } = await join();
    const next = newEmail();
    await ask(token, next);
    const link = await linkTo(next);
    const gone = await new ApiClient(server.url, token).call('/api/account', {
      method: 'DELETE',
      body: { password },
    });
    expect(gone.status).toBe(204);
    expectProblem(await confirm(link), 400, 'link_invalid');
  });

  it.each(['x', 'A'.repeat(43), '💥'])('takes no link that is none (%s)', async (token) => {
    expectProblem(await confirm(token), 400, 'link_invalid');
  });

  it('takes no link that was mailed for something else', async () => {
    const { email } = await join();
    const token = tokenIn(await server.mails.mail(email, 1), 'verify-email');
    expectProblem(await confirm(token), 400, 'link_invalid');
  });
});

describe.each(await enginesFor(import.meta.filename))(
  'Who wants the same address on $name',
  (engine) => {
    let server: OpenedWithMail;
    beforeAll(async () => {
      server = await openWithMail(engine);
    });
    afterAll(() => server.close());
    const { join, ask, linkTo, confirm, signIn, me } = changes(() => server);

    it('gets it once, also when the link is opened 20 times at the same moment', async () => {
      const { token } = await join();
      const next = newEmail();
      await ask(token, next);
      const link = await linkTo(next);
      const answers = await Promise.all(Array.from({ length: 20 }, () => confirm(link)));
      const statuses = answers.map(({ status }) => status).toSorted();
      expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 410)]);
      expect((await me(token)).body.user.email).toBe(next);
    });

    it('is one of two who were both sent a link', async () => {
      const [ada, bo] = [await join(), await join()];
      const next = newEmail();
      await ask(ada.token, next);
      await ask(bo.token, next);
      await server.mails.mail(next, 2);
      const links = server.mails.to(next).map((mail) => tokenIn(mail, 'change-email'));
      const answers = await Promise.all(links.map((link) => confirm(link)));
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      const lost = answers.find(({ status }) => status === 409)!;
      expectProblem(lost, 409, 'email_taken');
      const emails = [(await me(ada.token)).body.user.email, (await me(bo.token)).body.user.email];
      expect(emails.filter((email) => email === next)).toHaveLength(1);
    });

    it('is either who changes to it or who registers with it at that moment', async () => {
      for (let round = 0; round < 5; round += 1) {
        const { email, token } = await join();
        const next = newEmail();
        await ask(token, next);
        const link = await linkTo(next);
        const [changed, registered] = await Promise.all([
          confirm(link),
          server.post('register', { email: next, password }),
        ]);
        const statuses = [changed.status, registered.status];
        expect([[200, 409].join(), [409, 201].join()]).toContain(statuses.join());
        expect((await me(token)).body.user.email).toBe(changed.status === 200 ? next : email);
        expect((await signIn(next)).status).toBe(200);
      }
    });

    it('hears so when somebody has registered with it meanwhile, and keeps what they have', async () => {
      const { email, token } = await join();
      const next = newEmail();
      await ask(token, next);
      const link = await linkTo(next);
      await server.post('register', { email: next, password });
      expectProblem(await confirm(link), 409, 'email_taken');
      expect((await me(token)).body.user).toMatchObject({ email, emailVerified: false });
    });
  },
);

describe.each(await enginesFor(import.meta.filename))(
  'Free tokens and changed addresses on $name',
  (engine) => {
    it('come once to a person who changes to and fro, and once to a mailbox', async () => {
      const server = await openWithMail(engine);
      const { join, me, change } = changes(() => server);
      const { email, token } = await join();
      const next = newEmail();
      expect((await change(token, next)).body.grantedTokens).toBe(0);
      expect((await join(email)).user.balance).toBe(0);
      const third = newEmail();
      expect((await change(token, third)).body.grantedTokens).toBe(0);
      expect((await change(token, next, 4)).body.grantedTokens).toBe(0);
      expect((await me(token)).body.user.balance).toBe(1000);
      await server.close();
    });

    it('that wait for a verified address come with the new one, once', async () => {
      const server = await openWithMail(engine, { SIGNUP_GRANT: 'on-verify' });
      const { join, me, change } = changes(() => server);
      const { email, token } = await join();
      const next = newEmail();
      expect((await change(token, next)).body.grantedTokens).toBe(1000);
      const back = await change(token, email, 4);
      expect(back.body).toEqual({ email, grantedTokens: 0 });
      expect((await me(token)).body.user).toMatchObject({ balance: 1000, pendingGrant: 0 });
      expect((await join(next.replace('@', '+two@'))).user.pendingGrant).toBe(0);
      await server.close();
    });
  },
);

describe.each(await enginesFor(import.meta.filename))(
  'Asking for another address on $name',
  (engine) => {
    it('is slowed down like guessing a password, and mails five times an hour', async () => {
      const server = await openWithMail(engine, { RATE_LIMIT: 'on' });
      const { join, ask } = changes(() => server);
      const [{ token }, guessed] = [await join(), await join()];
      const statuses = [];
      for (let n = 0; n < 6; n += 1) statuses.push((await ask(token, newEmail())).status);
      expect(statuses).toEqual([202, 202, 202, 202, 202, 429]);
      const guesses = [];
      for (let n = 0; n < 11; n += 1)
        guesses.push((await ask(guessed.token, newEmail(), `guess ${n}`)).status);
      expect(guesses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
      await server.close();
    });
  },
);
