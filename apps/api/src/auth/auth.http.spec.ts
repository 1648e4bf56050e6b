import type { AuthAnswer, MeAnswer, Problem } from '@prome-dify/contracts';
import { ApiClient, enginesFor } from '@prome-dify/testing';
import { expectProblem } from '../platform/spec-support/expect-problem';
import type { OpenedServer } from './http.fixture';
import { openServer } from './http.fixture';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const PASSWORD = 'password123';

let people = 0;
const newEmail = () => `person${(people += 1)}@example.com`;
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe.each(await enginesFor(import.meta.filename))(
  'Registering and signing in on $name',
  (engine) => {
    let server: OpenedServer;

    beforeAll(async () => {
      server = await openServer(engine, { LOG_LEVEL: 'debug' });
    });
    afterAll(() => server.close());

    const post = <Body>(path: string, body: unknown, headers = {}) =>
      server.client.call<Body>(`/api/auth/${path}`, { method: 'POST', body, headers });
    const me = (token: string) => new ApiClient(server.url, token).call<MeAnswer>('/api/auth/me');

    it("answers the specification's example as written there", async () => {
      const credentials = { email: 'user@example.com', password: PASSWORD };
      const registered = await post<AuthAnswer>('register', credentials);
      expect(registered.status).toBe(201);
      const { user, token } = registered.body;
      expect(user).toEqual({
        id: expect.stringMatching(UUID),
        email: 'user@example.com',
        emailVerified: false,
        pendingGrant: 0,
        balance: 1000,
        held: 0,
        available: 1000,
        gift: 1000,
        debt: 0,
        createdAt: expect.stringMatching(ISO),
        updatedAt: expect.stringMatching(ISO),
      });
      const loggedIn = await post<AuthAnswer>('login', credentials);
      expect(loggedIn.status).toBe(200);
      expect(Object.keys(loggedIn.body)).toEqual(['user', 'token']);
      for (const each of [token, loggedIn.body.token]) {
        expect(await me(each)).toMatchObject({ status: 200, body: { user } });
      }
    });

    it('lets one of 50 at once have an address', async () => {
      const body = { email: newEmail(), password: PASSWORD };
      const answers = await Promise.all(Array.from({ length: 50 }, () => post('register', body)));
      const taken = answers.filter(({ status }) => status !== 201);
      expect(taken).toHaveLength(49);
      for (const answer of taken) expectProblem(answer, 409, 'email_taken');
      const { user } = (await post<AuthAnswer>('login', body)).body;
      expect(user.balance).toBe(1000);
    });

    it.each(['  spaces around  ', '🔑🔑🔑🔑🔑🔑🔑🔑', `"quotes" and 'more'\ttab`, 'x'.repeat(128)])(
      'takes the password %j as it is',
      async (password) => {
        const email = newEmail();
        expect((await post('register', { email, password })).status).toBe(201);
        expect((await post('login', { email, password })).status).toBe(200);
        expect(
          (await post('login', { email, password: `${password.slice(0, -2)}zz` })).status,
        ).toBe(401);
      },
    );

    it('refuses a wrong password and an unknown account alike', async () => {
      const email = newEmail();
      await post('register', { email, password: PASSWORD });
      const wrong = await post<Problem>('login', { email, password: 'wrong' });
      const unknown = await post<Problem>('login', { email: newEmail(), password: 'wrong' });
      expectProblem(wrong, 401, 'invalid_credentials');
      expect({ ...unknown.body, instance: '' }).toEqual({ ...wrong.body, instance: '' });
    });

    it('changes a password, and the old one and the other sessions end', async () => {
      const credentials = { email: newEmail(), password: PASSWORD };
      const { token } = (await post<AuthAnswer>('register', credentials)).body;
      const other = (await post<AuthAnswer>('login', credentials)).body.token;
      const change = (body: object) =>
        new ApiClient(server.url, token).call<Problem>('/api/auth/password', { body });
      const newPassword = 'another password';
      expectProblem(
        await change({ currentPassword: 'wrong', newPassword }),
        401,
        'invalid_credentials',
      );
      expectProblem(
        await change({ currentPassword: PASSWORD, newPassword: 'short' }),
        400,
        'validation_failed',
      );
      expect((await change({ currentPassword: PASSWORD, newPassword })).status).toBe(204);
      expect((await me(token)).status).toBe(200);
      expectProblem(await me(other), 401, 'unauthorized');
      expectProblem(await post('login', credentials), 401, 'invalid_credentials');
      expect((await post('login', { ...credentials, password: newPassword })).status).toBe(200);
    });

    describe.each(['register', 'login'])('%s', (path) => {
      const good = JSON.stringify({ email: 'a@b.co', password: PASSWORD });
      const withMember = (member: string) => `{${member},${good.slice(1)}`;

      it.each([
        ['nothing', '{}', 'validation_failed'],
        ['an empty body', '', 'validation_failed'],
        ['cut JSON', '{"email":', 'invalid_json'],
        ['single quotes', "{'email':1}", 'invalid_json'],
        ['a trailing comma', `${good.slice(0, -1)},}`, 'invalid_json'],
        ['an array', '[]', 'validation_failed'],
        ['an array of good bodies', `[${good}]`, 'validation_failed'],
        ['nested arrays', '[[[]]]', 'validation_failed'],
        ['a string', '"text"', 'validation_failed'],
        ['null', 'null', 'validation_failed'],
        ['operators', '{"email":{"$ne":null},"password":{"$gt":""}}', 'validation_failed'],
        ['__proto__', withMember('"__proto__":{"balance":1}'), 'invalid_json'],
        [
          'constructor.prototype',
          withMember('"constructor":{"prototype":{"x":1}}'),
          'invalid_json',
        ],
        ['an unknown member', withMember('"balance":1000000'), 'validation_failed'],
        ['2,000 levels as a value', `{"email":${nested(2000)}}`, 'too_deep'],
        ['30,000 levels under an unknown key', withMember(`"x":${nested(30_000)}`), 'too_deep'],
        [
          'a header in the address',
          good.replace('a@b.co', 'a@b.co\\r\\nBcc: x@y'),
          'validation_failed',
        ],
        ['50 kB of address', good.replace('a@b.co', 'a'.repeat(50_000)), 'validation_failed'],
      ])('refuses %s', async (_, body, code) => {
        expectProblem(await post(path, body), 400, code);
      });

      it('names at most ten of 9,000 unknown members', async () => {
        const many = Array.from({ length: 9000 }, (_, n) => `"key${n}":1`).join(',');
        const answer = await post<Problem>(path, withMember(many));
        expectProblem(answer, 400, 'validation_failed');
        expect(answer.body.errors?.length).toBeLessThanOrEqual(10);
      });

      it.each([
        ['form fields', { 'content-type': 'application/x-www-form-urlencoded' }],
        ['plain text', { 'content-type': 'text/plain' }],
        ['another charset', { 'content-type': 'application/json; charset=utf-16' }],
        ['an unknown charset', { 'content-type': 'application/json; charset=bogus' }],
        ['an encoding', { 'content-encoding': 'zstd' }],
      ])('refuses %s', async (_, headers) => {
        expectProblem(await post(path, good, headers), 415, 'unsupported_media_type');
      });

      it('refuses a body of 201 kB', async () => {
        const body = withMember(`"x":"${'x'.repeat(201_000)}"`);
        expectProblem(await post(path, body), 413, 'body_too_large');
      });
    });

    it('has written no address, password or token to its log', async () => {
      const canary = { email: 'canary-address@example.com', password: 'canary-password' };
      const { token } = (await post<AuthAnswer>('register', canary)).body;
      await post('register', canary);
      await post('login', { ...canary, password: 'canary-guess' });
      await me(token);
      expect(server.log()).toContain('"wrong password"');
      expect(server.log()).not.toMatch(/canary/i);
      expect(server.log()).not.toContain(token.slice(-20));
    });
  },
);
