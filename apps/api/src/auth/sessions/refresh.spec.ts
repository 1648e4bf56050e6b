import { enginesFor } from '@prome-dify/testing';
import { sql } from '../../platform/database';
import type { OpenedAuth } from '../auth.fixture';
import { admission, newPerson, openAuth } from '../auth.fixture';
import { Refresh } from './refresh';
import { GRACE_MS, IDLE_MS, SESSION_MS } from './session';
import { Sessions } from './sessions';

const TIMES = 200;
const TABS = 20;
const UNAUTHORIZED = { code: 'unauthorized' };

describe.each(await enginesFor(import.meta.filename))('Refresh on $name', (engine) => {
  let auth: OpenedAuth;
  const refresh = (token: string) => auth.get(Refresh).refresh(token);

  beforeAll(async () => {
    auth = await openAuth(engine);
  });
  afterAll(() => auth.close());

  /** Makes everything that happened to the user's sessions so much older. */
  const age = (userId: string, ms: number) =>
    auth.database.run((tx) =>
      tx.execute(sql`
        UPDATE auth_session SET created_at = created_at - ${ms}, rotated_at = rotated_at - ${ms},
          last_used_at = last_used_at - ${ms}, expires_at = expires_at - ${ms}
        WHERE user_id = ${userId}`),
    );

  it('gives a new access token and the next refresh token, again and again', async () => {
    let current = await newPerson(auth);
    const seen = new Set<string>();
    for (let n = 0; n < 5; n += 1) {
      seen.add(current.refreshToken);
      current = { ...current, ...(await refresh(current.refreshToken)) };
      expect(await admission(auth, current.answer.token)).toBe('admitted');
    }
    expect(seen.size).toBe(5);
    expect(current.refreshSeconds).toBe(IDLE_MS / 1000);
  });

  it('gives 20 tabs that race one and the same successor', async () => {
    const { answer, refreshToken } = await newPerson(auth);
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(refreshToken)));
    const successors = new Set(answers.map((answer) => answer.refreshToken));
    expect(successors.size).toBe(1);
    expect(successors.has(refreshToken)).toBe(false);
    const rows = await auth.database.read.rows(
      sql`SELECT rotation FROM auth_session WHERE user_id = ${answer.user.id}`,
    );
    expect(rows).toEqual([{ rotation: 1 }]);
    await expect(refresh([...successors][0] ?? '')).resolves.toBeDefined();
  });

  it(`never signs out ${TABS} tabs that race, ${TIMES} times`, async () => {
    const { answer, refreshToken } = await newPerson(auth);
    let current = refreshToken;
    for (let n = 0; n < TIMES; n += 1) {
      const racing = Array.from({ length: TABS }, () => refresh(current));
      const successors = new Set((await Promise.all(racing)).map((each) => each.refreshToken));
      expect(successors.size).toBe(1);
      [current = ''] = successors;
    }
    const rows = await auth.database.read.rows(
      sql`SELECT rotation, revoked_at AS over FROM auth_session WHERE user_id = ${answer.user.id}`,
    );
    expect(rows).toEqual([{ rotation: TIMES, over: null }]);
  }, 60_000);

  it(`notices ${TIMES} of ${TIMES} stolen tokens, and ends those sessions alone`, async () => {
    const { answer, refreshToken } = await newPerson(auth);
    const { id } = answer.user;
    const open = () => auth.database.run((tx) => auth.get(Sessions).open(tx, id));
    const stolen: string[] = [];
    const held: string[] = [];
    for (let n = 0; n < TIMES; n += 1) {
      const token = (await open()).refreshToken;
      stolen.push(token);
      held.push((await refresh(token)).refreshToken);
    }
    await age(id, GRACE_MS + 1_000);
    for (const token of [...stolen, ...held]) {
      await expect(refresh(token)).rejects.toMatchObject(UNAUTHORIZED);
    }
    const rows = await auth.database.read.rows(
      sql`SELECT id FROM auth_session WHERE user_id = ${id} AND revoked_at IS NULL`,
    );
    expect(rows).toHaveLength(1);
    await expect(refresh(refreshToken)).resolves.toBeDefined();
  }, 60_000);

  it('answers a used token alike within the grace', async () => {
    const { answer, refreshToken } = await newPerson(auth);
    const first = await refresh(refreshToken);
    await age(answer.user.id, GRACE_MS - 5_000);
    expect((await refresh(refreshToken)).refreshToken).toBe(first.refreshToken);
  });

  it('takes a used token for stolen after the grace: the session ends for everybody', async () => {
    const { answer, refreshToken } = await newPerson(auth);
    const thief = await refresh(refreshToken);
    await age(answer.user.id, GRACE_MS + 1_000);
    await expect(refresh(refreshToken)).rejects.toMatchObject(UNAUTHORIZED);
    await expect(refresh(thief.refreshToken)).rejects.toMatchObject(UNAUTHORIZED);
    expect(await admission(auth, thief.answer.token)).toBe('refused');
    expect(await admission(auth, answer.token)).toBe('refused');
  });

  it('knows a stolen token however often it was rotated since', async () => {
    const stolen = await newPerson(auth);
    const second = await refresh(stolen.refreshToken);
    const third = await refresh(second.refreshToken);
    await expect(refresh(stolen.refreshToken)).rejects.toMatchObject(UNAUTHORIZED);
    await expect(refresh(third.refreshToken)).rejects.toMatchObject(UNAUTHORIZED);
  });

  it('ends only the session whose token was stolen', async () => {
    const [victim, other] = [await newPerson(auth), await newPerson(auth)];
    await refresh((await refresh(victim.refreshToken)).refreshToken);
    await expect(refresh(victim.refreshToken)).rejects.toMatchObject(UNAUTHORIZED);
    await expect(refresh(other.refreshToken)).resolves.toBeDefined();
  });

  it('ends after seven days without use', async () => {
    const { answer, refreshToken } = await newPerson(auth);
    await age(answer.user.id, IDLE_MS - 60_000);
    const next = await refresh(refreshToken);
    await age(answer.user.id, IDLE_MS + 1_000);
    await expect(refresh(next.refreshToken)).rejects.toMatchObject(UNAUTHORIZED);
  });

  it('ends after thirty days in use, and the cookie with it', async () => {
    let current = await newPerson(auth);
    const { id } = current.answer.user;
    for (let days = 6; days < 30; days += 6) {
      await age(id, SESSION_MS / 5);
      current = { ...current, ...(await refresh(current.refreshToken)) };
    }
    expect(current.refreshSeconds).toBeLessThanOrEqual(SESSION_MS / 5 / 1000);
    await age(id, SESSION_MS / 5);
    await expect(refresh(current.refreshToken)).rejects.toMatchObject(UNAUTHORIZED);
  });

  it('keeps nothing in the database that would do as a token', async () => {
    const { answer, refreshToken } = await newPerson(auth);
    const next = await refresh(refreshToken);
    const rows = await auth.database.read.rows(
      sql`SELECT * FROM auth_session WHERE user_id = ${answer.user.id}`,
    );
    expect(rows).toHaveLength(1);
    const macs = [refreshToken, next.refreshToken].map((token) => token.split('.')[2] ?? '?');
    for (const mac of macs) expect(JSON.stringify(rows)).not.toContain(mac);
  });

  it.each(['', 'garbage', '0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa.0.'.padEnd(81, 'A')])(
    'refuses %j',
    async (token) => {
      await expect(refresh(token)).rejects.toMatchObject(UNAUTHORIZED);
    },
  );

  it('refuses an access token', async () => {
    const { answer } = await newPerson(auth);
    await expect(refresh(answer.token)).rejects.toMatchObject(UNAUTHORIZED);
  });
});
