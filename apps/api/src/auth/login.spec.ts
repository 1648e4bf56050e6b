import { jest } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import { enginesFor } from '@prome-dify/testing';
import { sql } from '../platform/database';
import type { OpenedAuth } from './auth.fixture';
import { ADDRESS, admission, newPerson, openAuth } from './auth.fixture';
import { Login } from './login';
import { PasswordChange } from './password-change';
import { Passwords } from './passwords/passwords';
import { AccessTokens } from './tokens/access-tokens';

const password = 'password123';
const WRONG = { code: 'invalid_credentials' };

describe.each(await enginesFor(import.meta.filename))('Login on $name', (engine) => {
  let auth: OpenedAuth;

  beforeAll(async () => {
    auth = await openAuth(engine);
  });
  afterAll(() => auth.close());

  const login = (email: string, tried = password) =>
    auth.get(Login).login({ email, password: tried }, { address: ADDRESS });

  const storeHash = (email: string, stored: string) =>
    auth.database.run((tx) =>
      tx.execute(sql`UPDATE app_user SET password_hash = ${stored} WHERE email = ${email}`),
    );

  const storedHash = async (email: string) =>
    (
      await auth.database.read.row<{ hash: string }>(
        sql`SELECT password_hash AS hash FROM app_user WHERE email = ${email}`,
      )
    )?.hash;

  it('begins a session of its own', async () => {
    const person = await newPerson(auth);
    const { answer, refreshToken } = await login(person.email.toUpperCase());
    expect(answer.user).toEqual(person.answer.user);
    expect(refreshToken).not.toBe(person.refreshToken);
    expect(await admission(auth, answer.token)).toBe('admitted');
    expect(await admission(auth, person.answer.token)).toBe('admitted');
  });

  it.each(['Password123', 'password123 ', 'password12', 'x'])(
    'refuses the password %j',
    async (tried) => {
      const { email } = await newPerson(auth);
      await expect(login(email, tried)).rejects.toMatchObject(WRONG);
    },
  );

  it('refuses an unknown account in the same words', async () => {
    const { email } = await newPerson(auth);
    const refusals = await Promise.allSettled([login(email, 'wrong'), login('no@example.com')]);
    const [one, two] = refusals.map((refusal) => refusal.status === 'rejected' && refusal.reason);
    expect(one).toMatchObject(WRONG);
    expect((two as { body(id: string): object }).body('id')).toEqual(
      (one as { body(id: string): object }).body('id'),
    );
  });

  it('renews a hash that was made at another cost', async () => {
    const { email } = await newPerson(auth);
    await storeHash(email, await hash(password, { memoryCost: 8192, timeCost: 1 }));
    await login(email);
    expect(await storedHash(email)).toMatch(/\$m=19456,t=2,p=1\$/);
    await expect(login(email)).resolves.toBeDefined();
  });

  it('begins no session by a password that was changed meanwhile', async () => {
    const { email, answer } = await newPerson(auth);
    const principal = auth.get(AccessTokens).readExpired(answer.token);
    if (!principal) throw new Error('the token names its user');
    const body = { currentPassword: password, newPassword: 'another password' };
    const passwords = auth.get(Passwords);
    const verify = passwords.verify.bind(passwords);
    const interleaved = jest.spyOn(passwords, 'verify').mockImplementationOnce(async (...args) => {
      const isRight = await verify(...args);
      await auth.get(PasswordChange).change(principal, body, ADDRESS);
      return isRight;
    });
    await expect(login(email)).rejects.toMatchObject(WRONG);
    expect(interleaved).toHaveBeenCalledTimes(2);
    const sessions = await auth.database.read.rows(
      sql`SELECT id FROM auth_session WHERE user_id = ${answer.user.id} AND revoked_at IS NULL`,
    );
    expect(sessions).toEqual([{ id: principal.sessionId }]);
  });
});
