import type { Problem } from '@prome-dify/contracts';
import type { ApiAnswer } from '@prome-dify/testing';
import { enginesFor } from '@prome-dify/testing';
import { expectProblem } from '../platform/spec-support/expect-problem';
import { deviceCookie } from './http.fixture';
import type { OpenedWithMail } from './mail-links/mailed.fixture';
import { newEmail, openWithMail, tokenIn } from './mail-links/mailed.fixture';

const PASSWORD = 'password123';
const NEW_PASSWORD = 'correct horse battery staple';
const ADDRESSES = 50;
const GUESSES = 1_000;
const AT_ONCE = 50;
/** Two passwords are checked at once: one may have begun when the tenth is counted. */
const IN_FLIGHT = 1;

type Answer = ApiAnswer<Problem>;

describe.each(await enginesFor(import.meta.filename))('Guessing a password on $name', (engine) => {
  let server: OpenedWithMail;
  let strangers = 0;

  beforeAll(async () => {
    server = await openWithMail(engine, { RATE_LIMIT: 'on', TRUST_PROXY: '127.0.0.1' });
  });
  afterAll(() => server.close());

  const post = (path: string, body: object, headers: Record<string, string>): Promise<Answer> =>
    server.client.call(`/api/auth/${path}`, { body, headers });
  const login = (email: string, password: string, cookie = '', address = newAddress()) =>
    post('login', { email, password }, { cookie, 'x-forwarded-for': address });

  function newAddress(): string {
    strangers += 1;
    return `198.18.${strangers >> 8}.${strangers & 255}`;
  }

  /** Somebody with an account, and the cookie of the browser that they opened it with. */
  async function newOwner() {
    const email = newEmail();
    const body = { email, password: PASSWORD };
    const answer = await post('register', body, { 'x-forwarded-for': newAddress() });
    return { email, token: tokenOf(answer), device: deviceCookie(answer).pair };
  }

  /** All guesses of one attack; every address sends its share. */
  async function attack(email: string, guessed = GUESSES, cookie = ''): Promise<Answer[]> {
    const addresses = Array.from({ length: ADDRESSES }, newAddress);
    const answers: Answer[] = [];
    for (let sent = 0; sent < guessed; sent += AT_ONCE) {
      const guesses = addresses.map((address, n) =>
        login(email, `guess ${sent + n}`, cookie, address),
      );
      answers.push(...(await Promise.all(guesses)));
    }
    return answers;
  }

  const counted = (answers: readonly Answer[]) => ({
    checked: answers.filter(({ status }) => status === 401).length,
    refused: answers.filter(({ status }) => status === 429).length,
  });
  const ALL = { checked: 10, refused: GUESSES - 10 };
  const FEW = 100;
  const checksLogged = () => server.log().split('"wrong password"').length - 1;

  it('lets 50 addresses together learn ten results a minute, and shuts out no owner', async () => {
    const { email, device } = await newOwner();
    const before = checksLogged();
    const answers = await attack(email);
    expect(counted(answers)).toEqual(ALL);
    expect(checksLogged() - before).toBeLessThanOrEqual(10 + IN_FLIGHT);
    // An address that nobody has is treated exactly so.
    const unknown = await attack(newEmail());
    expect(counted(unknown)).toEqual(ALL);
    expect(shapes(unknown)).toEqual(shapes(answers));
    // A stranger learns nothing even by the right password.
    expectProblem(await login(email, PASSWORD), 429, 'rate_limited');
    // The owner comes from anywhere, also from where the guesses come from.
    for (const address of [newAddress(), '198.18.0.9', '198.18.0.9']) {
      const own = await login(email, PASSWORD, device, address);
      expect(own.status).toBe(200);
      expect(deviceCookie(own).value).not.toBe('');
    }
  });

  it('gives the thief of a device cookie ten tries a minute more, and no others', async () => {
    const { email, device } = await newOwner();
    const guesses = await attack(email, FEW, device);
    expect(counted(guesses)).toEqual({ checked: 10, refused: FEW - 10 });
    expectProblem(await login(email, PASSWORD, device), 429, 'rate_limited');
    expect((await login(email, PASSWORD)).status).toBe(200);
  });

  it('counts a session as one device, however often it is refreshed', async () => {
    const { email } = await newOwner();
    const signedIn = await login(email, PASSWORD);
    const cookie = signedIn.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
    const first = await post('refresh', {}, { cookie });
    const again = await post('refresh', {}, { cookie });
    expect(first.status).toBe(200);
    const devices = [signedIn, first, again].map((answer) => deviceCookie(answer).value);
    expect(new Set(devices).size).toBe(1);
  });

  it('knows no device by a cookie that is forged, or of another account', async () => {
    const owner = await newOwner();
    const thief = await newOwner();
    await attack(owner.email, FEW);
    const [id = '', mac = ''] = owner.device.replace('device=', '').split('.');
    const cookies = [
      thief.device,
      `device=${id}.${[...mac].reverse().join('')}`,
      `device=${thief.device.replace('device=', '').split('.')[0]}.${mac}`,
      `device=${id}.`,
      'device=',
      `device=${'A'.repeat(4_000)}`,
    ];
    for (const cookie of cookies) {
      expectProblem(await login(owner.email, PASSWORD, cookie), 429, 'rate_limited');
    }
    expect((await login(owner.email, PASSWORD, owner.device)).status).toBe(200);
  });

  const ways: Record<string, (owner: Awaited<ReturnType<typeof newOwner>>) => Promise<Answer>> = {
    'a password change': ({ token }) =>
      post(
        'password',
        { currentPassword: PASSWORD, newPassword: NEW_PASSWORD },
        { authorization: `Bearer ${token}` },
      ),
    'a password reset': async ({ email }) => {
      await post('password/forgot', { email }, { 'x-forwarded-for': newAddress() });
      // The first mail is the one that verifies the address.
      const mail = tokenIn(await server.mails.mail(email, 2), 'reset-password');
      return post('password/reset', { token: mail, newPassword: NEW_PASSWORD }, {});
    },
    'signing out everywhere': ({ token }) =>
      post('logout/everywhere', {}, { authorization: `Bearer ${token}` }),
  };

  it.each(Object.keys(ways))('knows after %s only the device that did it', async (way) => {
    const owner = await newOwner();
    const stolen = owner.device;
    const done = await ways[way]?.(owner);
    expect(done?.status).toBe(204);
    const password = way === 'signing out everywhere' ? PASSWORD : NEW_PASSWORD;
    for (let n = 0; n < 10; n += 1) await login(owner.email, `guess ${n}`);
    expectProblem(await login(owner.email, password, stolen), 429, 'rate_limited');
    const kept = deviceCookie(done!);
    expect(kept.attributes.toSorted()).toEqual([
      'HttpOnly',
      'Max-Age=15552000',
      'Path=/api/auth',
      'SameSite=Strict',
    ]);
    expect((await login(owner.email, password, kept.pair)).status).toBe(200);
  });

  it('forgets no device by an ordinary sign-out', async () => {
    const { email, token, device } = await newOwner();
    const done = await post('logout', {}, { authorization: `Bearer ${token}`, cookie: device });
    expect(deviceCookie(done).pair).toBe('');
    for (let n = 0; n < 10; n += 1) await login(email, `guess ${n}`);
    expect((await login(email, PASSWORD, device)).status).toBe(200);
  });

  it('believes of many addresses only the one that the proxy itself has seen', async () => {
    const seen = newAddress();
    const guesses = [];
    for (let n = 0; n < 31; n += 1) {
      guesses.push(await login(newEmail(), PASSWORD, '', `${newAddress()}, ${seen}`));
    }
    expect(counted(guesses)).toEqual({ checked: 30, refused: 1 });
  });

  it('makes no device known by a sign-in that fails', async () => {
    const { email } = await newOwner();
    expect((await login(email, 'wrong')).headers.getSetCookie()).toEqual([]);
    const taken = await post('register', { email, password: 'another' }, {});
    expect([taken.status, taken.headers.getSetCookie()]).toEqual([400, []]);
  });
});

const tokenOf = ({ body }: Answer) => (body as unknown as { readonly token: string }).token;

/** Every kind of answer there was, without what differs from request to request. */
function shapes(answers: readonly Answer[]): string[] {
  const kinds = answers.map(({ status, headers, body }) => {
    const names = [...headers.keys()].toSorted();
    const detail = body.detail?.replace(/\d+/g, 'n');
    return JSON.stringify({ answered: status, names, ...body, detail, instance: '' });
  });
  return [...new Set(kinds)].toSorted();
}
