import type { AuthAnswer, Problem, SessionsAnswer } from '@prome-dify/contracts';
import { ApiClient, enginesFor } from '@prome-dify/testing';
import { sql } from '../../platform/database';
import { expectProblem } from '../../platform/spec-support/expect-problem';
import type { OpenedAuth } from '../auth.fixture';
import { newPerson, openAuth } from '../auth.fixture';
import type { OpenedServer } from '../http.fixture';
import { openServer, refreshCookie } from '../http.fixture';
import { AccessTokens } from '../tokens/access-tokens';
import { OwnSessions } from './own-sessions';
import { IDLE_MS, USER_AGENT_MAX } from './session';

const PASSWORD = 'password123';
let people = 0;

describe.each(await enginesFor(import.meta.filename))(
  'The sessions of a person on $name',
  (engine) => {
    let server: OpenedServer;

    beforeAll(async () => {
      server = await openServer(engine);
    });
    afterAll(() => server.close());

    async function enter(path: 'register' | 'login', email: string, userAgent: string) {
      const body = { email, password: PASSWORD };
      const headers = { 'user-agent': userAgent };
      const answer = await server.client.call<AuthAnswer>(`/api/auth/${path}`, { body, headers });
      const client = new ApiClient(server.url, answer.body.token, email);
      return { client, ...refreshCookie(answer) };
    }

    const newEmail = () => `somebody${(people += 1)}@example.com`;
    const sessionsOf = async (client: ApiClient) =>
      (await client.call<SessionsAnswer>('/api/auth/sessions')).body.sessions;
    const end = (client: ApiClient, id: string) =>
      client.call<Problem>(`/api/auth/sessions/${id}`, { method: 'DELETE' });
    const status = async (client: ApiClient) => (await client.call('/api/auth/me')).status;
    const renew = ({ pair }: { readonly pair: string }) =>
      server.client.call('/api/auth/refresh', { method: 'POST', headers: { cookie: pair } });

    it('are listed with what they were begun on, and which one asks', async () => {
      const email = newEmail();
      const desk = await enter('register', email, 'Desk/1.0');
      const phone = await enter('login', email, `Phone/2.0 ${'x'.repeat(1_000)}`);
      const [first, second] = await sessionsOf(phone.client);
      expect(first).toMatchObject({
        current: true,
        userAgent: expect.stringMatching(/^Phone\/2\.0/),
      });
      expect(first?.userAgent).toHaveLength(USER_AGENT_MAX);
      expect(second).toMatchObject({ current: false, userAgent: 'Desk/1.0' });
      expect(Object.keys(second ?? {}).sort()).toEqual(
        ['id', 'current', 'userAgent', 'createdAt', 'lastUsedAt'].sort(),
      );
      expect((await sessionsOf(desk.client)).map(({ current }) => current)).toEqual([false, true]);
    });

    it('are last used when they were last renewed', async () => {
      const email = newEmail();
      const desk = await enter('register', email, 'Desk/1.0');
      const phone = await enter('login', email, 'Phone/2.0');
      await renew(desk);
      const [first] = await sessionsOf(phone.client);
      expect(first).toMatchObject({ current: false, userAgent: 'Desk/1.0' });
      expect((first?.lastUsedAt ?? '') > (first?.createdAt ?? '')).toBe(true);
    });

    it('end at once when they are ended, with their cookie, and no other does', async () => {
      const email = newEmail();
      const desk = await enter('register', email, 'Desk/1.0');
      const phone = await enter('login', email, 'Phone/2.0');
      const tablet = await enter('login', email, 'Tablet/3.0');
      const id = (await sessionsOf(desk.client)).find((each) => each.userAgent === 'Phone/2.0')?.id;
      expect(await end(desk.client, id ?? '')).toMatchObject({ status: 204, body: undefined });
      expect(await status(phone.client)).toBe(401);
      expectProblem(await renew(phone), 401, 'unauthorized');
      expect(await status(desk.client)).toBe(200);
      expect((await renew(tablet)).status).toBe(200);
      expect(await sessionsOf(desk.client)).toHaveLength(2);
      expectProblem(await end(desk.client, id ?? ''), 404, 'not_found');
    });

    it('can be ended by nobody else: their ids are as unknown as any', async () => {
      const owner = await enter('register', newEmail(), 'Desk/1.0');
      const stranger = await enter('register', newEmail(), 'Other/1.0');
      const [mine] = await sessionsOf(owner.client);
      const theirs = await end(stranger.client, mine?.id ?? '');
      const nothing = await end(stranger.client, '01a20337-0000-7000-8000-00000000dead');
      expectProblem(theirs, 404, 'not_found');
      expect({ ...theirs.body, instance: '' }).toEqual({ ...nothing.body, instance: '' });
      expect(await status(owner.client)).toBe(200);
      expectProblem(await end(stranger.client, 'none'), 400, 'validation_failed');
    });
  },
);

describe.each(await enginesFor(import.meta.filename))('OwnSessions on $name', (engine) => {
  let auth: OpenedAuth;
  beforeAll(async () => {
    auth = await openAuth(engine);
  });
  afterAll(() => auth.close());

  it.each([
    ['revoked', sql`revoked_at = 1`],
    ['over', sql`expires_at = 1`],
    ['idle for too long', sql`last_used_at = ${Date.now() - IDLE_MS - 1}`],
  ])('leave out what is %s', async (_, change) => {
    const { answer } = await newPerson(auth);
    const principal = auth.get(AccessTokens).readExpired(answer.token);
    if (!principal) throw new Error('the token names its user');
    const own = auth.get(OwnSessions);
    expect((await own.list(principal)).sessions).toHaveLength(1);
    const { sessionId } = principal;
    await auth.database.run((tx) =>
      tx.execute(sql`UPDATE auth_session SET ${change} WHERE id = ${sessionId}`),
    );
    expect((await own.list(principal)).sessions).toEqual([]);
    await expect(own.end(principal, sessionId)).rejects.toMatchObject({ code: 'not_found' });
  });
});
