import { enginesFor } from '@prome-dify/testing';
import { sql } from '../platform/database';
import type { OpenedAuth } from './auth.fixture';
import { ADDRESS, newPerson, openAuth } from './auth.fixture';
import { Registration } from './registration';

const PASSWORD = 'password123';

describe.each(await enginesFor(import.meta.filename))('Registration on $name', (engine) => {
  let auth: OpenedAuth;

  beforeAll(async () => {
    auth = await openAuth(engine);
  });
  afterAll(() => auth.close());

  const register = (email: string) =>
    auth.get(Registration).register({ email, password: PASSWORD }, { address: ADDRESS });

  async function count(table: 'app_user' | 'account' | 'transfer' | 'auth_session') {
    const tables = {
      app_user: sql`SELECT count(*) AS n FROM app_user`,
      account: sql`SELECT count(*) AS n FROM account WHERE kind <> 'system'`,
      transfer: sql`SELECT count(*) AS n FROM transfer`,
      auth_session: sql`SELECT count(*) AS n FROM auth_session`,
    };
    return Number((await auth.database.read.row<{ n: number }>(tables[table]))?.n);
  }

  const counts = async () => ({
    users: await count('app_user'),
    accounts: await count('account'),
    transfers: await count('transfer'),
    sessions: await count('auth_session'),
  });

  it('makes a user with a thousand tokens and a session', async () => {
    const { answer, refreshSeconds } = await register('New.Person@Example.com');
    expect(answer.user).toMatchObject({
      email: 'new.person@example.com',
      balance: 1000,
      held: 0,
      available: 1000,
      gift: 1000,
      debt: 0,
    });
    expect(answer.user.updatedAt).toBe(answer.user.createdAt);
    expect(new Date(answer.user.createdAt).getTime()).toBeGreaterThan(Date.now() - 60_000);
    expect(refreshSeconds).toBe(7 * 24 * 3600);
  });

  it('lets one of 50 at once have an address, with one grant', async () => {
    const before = await counts();
    const attempts = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) =>
        register(n % 2 ? 'rush@example.com' : 'RUSH@example.com'),
      ),
    );
    const refused = attempts.filter((attempt) => attempt.status === 'rejected');
    expect(refused).toHaveLength(49);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'email_taken' });
    expect(await counts()).toEqual({
      users: before.users + 1,
      accounts: before.accounts + 2,
      transfers: before.transfers + 1,
      sessions: before.sessions + 1,
    });
  });

  it('keeps no password', async () => {
    const { answer } = await newPerson(auth);
    const row = await auth.database.read.row<{ hash: string }>(
      sql`SELECT password_hash AS hash FROM app_user WHERE id = ${answer.user.id}`,
    );
    expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});

describe.each(await enginesFor(import.meta.filename))(
  'Registration on $name without sign-up tokens',
  (engine) => {
    it('opens an account of nothing', async () => {
      const auth = await openAuth(engine, { SIGNUP_TOKENS: '0' });
      const { answer } = await newPerson(auth);
      expect(answer.user).toMatchObject({ balance: 0, held: 0, available: 0, gift: 0, debt: 0 });
      expect(await auth.database.read.rows(sql`SELECT id FROM transfer`)).toEqual([]);
      await auth.close();
    });
  },
);
