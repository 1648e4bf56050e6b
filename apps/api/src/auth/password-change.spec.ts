import { enginesFor } from '@prome-dify/testing';
import type { OpenedAuth } from './auth.fixture';
import { ADDRESS, admission, newPerson, openAuth } from './auth.fixture';
import { Login } from './login';
import { PasswordChange } from './password-change';
import { Refresh } from './sessions/refresh';
import { AccessTokens } from './tokens/access-tokens';

const OLD = 'password123';
const NEW = 'correct horse battery staple';
const WRONG = { code: 'invalid_credentials' };

describe.each(await enginesFor(import.meta.filename))('PasswordChange on $name', (engine) => {
  let auth: OpenedAuth;

  beforeAll(async () => {
    auth = await openAuth(engine, { RATE_LIMIT: 'on' });
  });
  afterAll(() => auth.close());

  const login = (email: string, password: string) =>
    auth.get(Login).login({ email, password }, { address: ADDRESS });

  function change(token: string, currentPassword: string, newPassword = NEW): Promise<unknown> {
    const principal = auth.get(AccessTokens).readExpired(token);
    if (!principal) throw new Error('the token names its user');
    return auth.get(PasswordChange).change(principal, { currentPassword, newPassword }, ADDRESS);
  }

  it('makes the new password the only one', async () => {
    const { email, answer } = await newPerson(auth);
    await change(answer.token, OLD);
    await expect(login(email, OLD)).rejects.toMatchObject(WRONG);
    const { user } = (await login(email, NEW)).answer;
    expect(user.updatedAt >= user.createdAt).toBe(true);
  });

  it('ends every other session and keeps this one', async () => {
    const { email, answer, refreshToken } = await newPerson(auth);
    const others = [await login(email, OLD), await login(email, OLD)];
    const stranger = await newPerson(auth);
    await change(answer.token, OLD);
    for (const other of others) {
      expect(await admission(auth, other.answer.token)).toBe('refused');
      await expect(auth.get(Refresh).refresh(other.refreshToken)).rejects.toMatchObject({
        code: 'unauthorized',
      });
    }
    expect(await admission(auth, answer.token)).toBe('admitted');
    expect(await admission(auth, stranger.answer.token)).toBe('admitted');
    await expect(auth.get(Refresh).refresh(refreshToken)).resolves.toBeDefined();
  });

  it('changes nothing without the current password', async () => {
    const { email, answer } = await newPerson(auth);
    const other = await login(email, OLD);
    await expect(change(answer.token, 'wrong')).rejects.toMatchObject(WRONG);
    expect(await admission(auth, other.answer.token)).toBe('admitted');
    await expect(login(email, OLD)).resolves.toBeDefined();
  });

  it('lets one of two changes at once win', async () => {
    const { email, answer } = await newPerson(auth);
    const passwords = ['first new password', 'second new password'];
    const changes = await Promise.allSettled(
      passwords.map((password) => change(answer.token, OLD, password)),
    );
    const winner = changes.findIndex(({ status }) => status === 'fulfilled');
    expect(changes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(login(email, passwords[winner] ?? '')).resolves.toBeDefined();
  });

  it('slows down guessing the current password', async () => {
    const { answer } = await newPerson(auth);
    const guesses = Array.from({ length: 12 }, (_, n) => change(answer.token, `guess ${n}`));
    const results = await Promise.allSettled(guesses);
    const codes = results.map((each) =>
      each.status === 'rejected' ? (each.reason as { code: string }).code : 'done',
    );
    expect(codes.filter((code) => code === 'invalid_credentials')).toHaveLength(10);
    expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(2);
  });
});
