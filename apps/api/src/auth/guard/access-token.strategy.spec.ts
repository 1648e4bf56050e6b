import { randomInt } from 'node:crypto';
import { enginesFor } from '@prome-dify/testing';
import { sql } from '../../platform/database';
import type { OpenedAuth } from '../auth.fixture';
import { admission, newPerson, openAuth, SECRET } from '../auth.fixture';
import { Logout } from '../sessions/logout';
import { claimsOf, forgeries, headerOf, signed } from './spec-support/forged-tokens';

describe.each(await enginesFor(import.meta.filename))('AccessTokenStrategy on $name', (engine) => {
  let auth: OpenedAuth;
  let token: string;

  beforeAll(async () => {
    auth = await openAuth(engine);
    token = (await newPerson(auth)).answer.token;
  });
  afterAll(() => auth.close());

  it('admits the token that registering gave, and one like it', async () => {
    expect(await admission(auth, token)).toBe('admitted');
    expect(await admission(auth, signed(headerOf(SECRET), claimsOf(token), SECRET))).toBe(
      'admitted',
    );
  });

  it('refuses every forged token', async () => {
    const other = await newPerson(auth);
    const { refreshToken } = other;
    const loot = { token, refreshToken, otherToken: other.answer.token, secret: SECRET };
    const admitted: string[] = [];
    for (const { name, token: forged } of forgeries(loot)) {
      if ((await admission(auth, forged)) === 'admitted') admitted.push(name);
    }
    expect(admitted).toEqual([]);
  });

  it('refuses the token with any bit of any character flipped', async () => {
    const admitted: number[] = [];
    for (let index = 0; index < token.length; index += 1) {
      const flipped = String.fromCharCode(token.charCodeAt(index) ^ (1 << randomInt(7)));
      const forged = token.slice(0, index) + flipped + token.slice(index + 1);
      if ((await admission(auth, forged)) === 'admitted') admitted.push(index);
    }
    expect(admitted).toEqual([]);
  });

  it('refuses with the next request when the session was revoked', async () => {
    const { answer } = await newPerson(auth);
    expect(await admission(auth, answer.token)).toBe('admitted');
    await auth.get(Logout).logout({ accessToken: answer.token, refreshToken: undefined });
    expect(await admission(auth, answer.token)).toBe('refused');
  });

  it('refuses when the session is over or its user is gone', async () => {
    const [over, gone] = [await newPerson(auth), await newPerson(auth)];
    await auth.database.run(async (tx) => {
      const past = Date.now() - 1;
      const { id } = over.answer.user;
      await tx.execute(sql`UPDATE auth_session SET expires_at = ${past} WHERE user_id = ${id}`);
      await tx.execute(sql`DELETE FROM app_user WHERE id = ${gone.answer.user.id}`);
    });
    expect(await admission(auth, over.answer.token)).toBe('refused');
    expect(await admission(auth, gone.answer.token)).toBe('refused');
  });
});
