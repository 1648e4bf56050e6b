import { JwtService } from '@nestjs/jwt';
import { enginesFor } from '@prome-dify/testing';
import type { OpenedAuth } from '../auth.fixture';
import { ADDRESS, admission, newPerson, openAuth, SECRET } from '../auth.fixture';
import { Login } from '../login';
import { SigningKeys } from '../tokens/signing-keys';
import { Logout } from './logout';
import { Refresh } from './refresh';

const KID = new SigningKeys(SECRET).current.kid;

describe.each(await enginesFor(import.meta.filename))('Logout on $name', (engine) => {
  let auth: OpenedAuth;

  beforeAll(async () => {
    auth = await openAuth(engine);
  });
  afterAll(() => auth.close());

  const logout = (accessToken: string | null, refreshToken?: string) =>
    auth.get(Logout).logout({ accessToken, refreshToken });

  async function isOver(person: Awaited<ReturnType<typeof newPerson>>): Promise<boolean> {
    const refreshed = await auth
      .get(Refresh)
      .refresh(person.refreshToken)
      .then(
        () => true,
        () => false,
      );
    const admitted = (await admission(auth, person.answer.token)) === 'admitted';
    expect(refreshed).toBe(admitted);
    return !admitted;
  }

  it('ends the session by its access token', async () => {
    const person = await newPerson(auth);
    await logout(person.answer.token);
    expect(await isOver(person)).toBe(true);
  });

  it('ends the session by its cookie alone', async () => {
    const person = await newPerson(auth);
    await logout(null, person.refreshToken);
    expect(await isOver(person)).toBe(true);
  });

  it('ends the session by an access token that has expired', async () => {
    const person = await newPerson(auth);
    const jwt = new JwtService({ secret: SECRET });
    const claims = jwt.decode<Record<string, number>>(person.answer.token);
    const expired = { ...claims, iat: claims.iat! - 1000, exp: claims.exp! - 1000 };
    await logout(jwt.sign(expired, { keyid: KID }));
    expect(await isOver(person)).toBe(true);
  });

  it('may be said twice', async () => {
    const person = await newPerson(auth);
    await logout(person.answer.token, person.refreshToken);
    await logout(person.answer.token, person.refreshToken);
    expect(await isOver(person)).toBe(true);
  });

  it('leaves other devices and other people signed in', async () => {
    const person = await newPerson(auth);
    const { email } = person;
    const device = await auth
      .get(Login)
      .login({ email, password: 'password123' }, { address: ADDRESS });
    const other = await newPerson(auth);
    await logout(person.answer.token, person.refreshToken);
    expect(await isOver({ email, ...device })).toBe(false);
    expect(await isOver(other)).toBe(false);
  });

  it('ends every session of the one who asks for it, and of nobody else', async () => {
    const person = await newPerson(auth);
    const { email } = person;
    const device = await auth
      .get(Login)
      .login({ email, password: 'password123' }, { address: ADDRESS });
    const other = await newPerson(auth);
    await auth.get(Logout).everywhere({ userId: person.answer.user.id, sessionId: 'any' });
    expect(await isOver(person)).toBe(true);
    expect(await isOver({ email, ...device })).toBe(true);
    expect(await isOver(other)).toBe(false);
  });

  it('changes nothing for tokens that are not ours', async () => {
    const person = await newPerson(auth);
    const forged = new JwtService({ secret: 'other' });
    await logout(forged.sign(forged.decode<object>(person.answer.token), { keyid: KID }));
    await logout(null, `${person.refreshToken.slice(0, -1)}!`);
    await logout(null);
    expect(await isOver(person)).toBe(false);
  });
});
