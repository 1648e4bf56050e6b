import type {
  AuthAnswer,
  AuthOptions,
  EmailVerified,
  MailRequested,
  MeAnswer,
} from '@prome-dify/contracts';
import { ApiClient, enginesFor } from '@prome-dify/testing';
import { expectProblem } from '../platform/spec-support/expect-problem';
import type { OpenedWithMail } from './mail-links/mailed.fixture';
import { newEmail, openWithMail, tokenIn } from './mail-links/mailed.fixture';

const password = 'password123';

/** What specs do with a server that sends mails. */
function deeds(server: () => OpenedWithMail) {
  const register = async (email: string) =>
    (await server().post<AuthAnswer>('register', { email, password })).body;
  const linkTo = async (email: string, nth = 1) =>
    tokenIn(await server().mails.mail(email, nth), 'verify-email');
  const verify = (token: string) => server().post<EmailVerified>('verify', { token });
  const resend = (token: string) => server().post<MailRequested>('verify/resend', undefined, token);
  const user = async (token: string) =>
    (await new ApiClient(server().url, token).call<MeAnswer>('/api/auth/me')).body.user;
  return { register, linkTo, verify, resend, user };
}

describe.each(await enginesFor(import.meta.filename))('Verifying an address on $name', (engine) => {
  let server: OpenedWithMail;
  beforeAll(async () => {
    server = await openWithMail(engine);
  });
  afterAll(() => server.close());
  const { register, linkTo, verify, resend, user } = deeds(() => server);

  it('works by the link that comes with an account, once', async () => {
    const email = newEmail();
    const { token, user: begun } = await register(email);
    expect(begun).toMatchObject({ emailVerified: false, pendingGrant: 0, balance: 1000 });
    const link = await linkTo(email);
    expect(await verify(link)).toMatchObject({ status: 200, body: { grantedTokens: 0 } });
    expect(await user(token)).toMatchObject({ emailVerified: true, balance: 1000 });
    expectProblem(await verify(link), 410, 'link_used');
  });

  it('sends the link again to who is signed in, and the old one is useless', async () => {
    const email = newEmail();
    const { token } = await register(email);
    const first = await linkTo(email);
    expect(await resend(token)).toMatchObject({
      status: 202,
      body: { message: 'A mail is on its way.' },
    });
    const second = await linkTo(email, 2);
    expectProblem(await verify(first), 410, 'link_expired');
    expect((await verify(second)).status).toBe(200);
    expect((await resend(token)).body).toEqual({ message: 'Your address is verified already.' });
    expectProblem(await server.post('verify/resend', undefined), 401, 'unauthorized');
  });

  it.each(['x', 'A'.repeat(43), '💥'])('takes no link that is none (%s)', async (token) => {
    expectProblem(await verify(token), 400, 'link_invalid');
  });

  it('tells pages how accounts work here', async () => {
    const { body } = await server.client.call<AuthOptions>('/api/auth/options');
    expect(body).toEqual({ mail: true, signupGrant: 'on-register', signupTokens: 1000 });
  });

  it('gives free tokens once to a mailbox, however its address is written', async () => {
    const spellings = ['ad.a@gmail.com', 'ada+two@gmail.com', 'A.D.A@googlemail.com', 'bo@x.test'];
    const balances = [];
    for (const email of spellings) balances.push((await register(email)).user.balance);
    expect(balances).toEqual([1000, 0, 0, 1000]);
  });

  it('gives free tokens once to 20 spellings at the same moment', async () => {
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, n) => register(`rush+${n}@example.com`)),
    );
    expect(all.map(({ user: { balance } }) => balance).toSorted()).toEqual([
      ...Array.from({ length: 19 }, () => 0),
      1000,
    ]);
  });
});

describe.each(await enginesFor(import.meta.filename))(
  'Free tokens on verification on $name',
  (engine) => {
    let server: OpenedWithMail;
    beforeAll(async () => {
      server = await openWithMail(engine, { SIGNUP_GRANT: 'on-verify' });
    });
    afterAll(() => server.close());
    const { register, linkTo, verify, user } = deeds(() => server);

    it('wait until the address is verified, and come with it', async () => {
      const email = newEmail();
      const { token, user: begun } = await register(email);
      expect(begun).toMatchObject({ balance: 0, pendingGrant: 1000, emailVerified: false });
      expect((await verify(await linkTo(email))).body).toEqual({ grantedTokens: 1000 });
      expect(await user(token)).toMatchObject({ balance: 1000, gift: 1000, pendingGrant: 0 });
      const proof = await new ApiClient(server.url, token).call('/api/billing/ledger/verify');
      expect(proof.status).toBe(200);
    });

    it('come once, also when the link is opened 20 times at the same moment', async () => {
      const email = newEmail();
      const { token } = await register(email);
      const link = await linkTo(email);
      const answers = await Promise.all(Array.from({ length: 20 }, () => verify(link)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect((await user(token)).balance).toBe(1000);
    });

    it('come once to a mailbox: the second spelling is verified, and gets nothing', async () => {
      const email = newEmail();
      const second = email.replace('@', '+two@');
      const tokens = [(await register(email)).token, (await register(second)).token];
      const links = [await linkTo(email), await linkTo(second)];
      const granted = [];
      for (const link of links) granted.push((await verify(link)).body.grantedTokens);
      expect(granted).toEqual([1000, 0]);
      const { balance, emailVerified } = await user(tokens[1] ?? '');
      expect([balance, emailVerified]).toEqual([0, true]);
      expect((await register(email.replace('@', '+three@'))).user.pendingGrant).toBe(0);
    });

    it('come with a password that is set by mail, too', async () => {
      const email = newEmail();
      await register(email);
      await linkTo(email);
      await server.post('password/forgot', { email });
      const token = tokenIn(await server.mails.mail(email, 2), 'reset-password');
      const newPassword = 'another password';
      expect((await server.post('password/reset', { token, newPassword })).status).toBe(204);
      const { body } = await server.post<AuthAnswer>('login', { email, password: newPassword });
      expect(body.user).toMatchObject({ emailVerified: true, balance: 1000 });
    });
  },
);
