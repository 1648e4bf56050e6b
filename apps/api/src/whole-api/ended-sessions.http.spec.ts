import type { AuthAnswer, SessionsAnswer } from '@prome-dify/contracts';
import type { ServerProcess } from '@prome-dify/testing';
import { ApiClient, enginesFor, until } from '@prome-dify/testing';
import type { MailServer } from '@prome-dify/testing/mail-server';
import { startMailServer } from '@prome-dify/testing/mail-server';
import { CLIENT, tokenIn } from '../auth/mail-links/mailed.fixture';
import { ChatHost } from '../chat/chat.fixture';
import { gated } from '../chat/spec-support/gated';
import { Person } from '../chat/spec-support/person';
import { textOf } from '../chat/spec-support/story';
import { sql } from '../platform/database';

const ENDED_MS = 5_000;
const WORDS = ['What was ', 'said.'];
const PASSWORD = 'password123';

/** Everything that is streamed; a new entry needs a place in this specification. */
const STREAMS = [
  'get /api/billing/balance/stream',
  'get /api/chat/{generationId}/stream',
  'post /api/chat',
];

interface OpenApi {
  readonly paths: Record<string, Record<string, { readonly responses: object }>>;
}

/** Somebody with an answer that goes on, read twice, and their balance beside it. */
interface Reader {
  readonly person: Person;
  readonly email: string;
  /** Resolves with what was answered once all three streams are over. */
  readonly ended: Promise<string[]>;
}

describe.each(await enginesFor(import.meta.filename))(
  'Streams of an ended session on $name',
  (engine) => {
    let mails: MailServer;
    let host: ChatHost;
    let other: ServerProcess | undefined;

    beforeAll(async () => {
      mails = await startMailServer();
      host = await ChatHost.open(engine, {
        STREAM_GRACE_MS: '100',
        SMTP_URL: mails.url,
        MAIL_FROM: 'Chat <chat@example.com>',
        FRONTEND_URL: CLIENT,
      });
      // SQLite serves one process alone.
      if (engine.name === 'postgres') other = await host.startAnother();
    });
    afterEach(async () => expect(await host.findings()).toEqual([]));
    afterAll(async () => {
      await other?.stop();
      await host.close();
      await mails.stop();
    });

    /** Begins all streams there are, and reads until the model has spoken. */
    async function newReader(): Promise<Reader> {
      const { token, userId, email = '' } = await ApiClient.register(host.url);
      const person = new Person(host.url, token, userId);
      host.model.next(gated(WORDS).script);
      const balances = await person.fetch('/api/billing/balance/stream');
      const first = await person.begin({ message: 'Hello' });
      const second = await person.rejoin(first.generationId, 0);
      const heard = await Promise.all([first, second].map(({ events }) => spoken(events)));
      const rests = [first, second].map(async ({ events }, index) => {
        const received = heard[index] ?? [];
        for await (const event of events) received.push(event);
        return textOf(received);
      });
      return {
        person,
        email,
        ended: Promise.all([...rests, balances.text().then(() => 'balance')]),
      };
    }

    async function login(url: string, email: string): Promise<ApiClient> {
      const body = { email, password: PASSWORD };
      const answer = await new ApiClient(url).call<AuthAnswer>('/api/auth/login', { body });
      return new ApiClient(url, answer.body.token);
    }

    const post = (client: ApiClient, path: string, body?: object) =>
      client.call(`/api/auth/${path}`, { method: 'POST', body });

    /** How sessions end, asked of the server at `url`. */
    const ways: Record<string, (url: string, reader: Reader) => Promise<{ status: number }>> = {
      'signing out': (url, { person }) => post(new ApiClient(url, person.token), 'logout'),
      'signing out everywhere': async (url, { email }) =>
        post(await login(url, email), 'logout/everywhere'),
      'ending it on another device': async (url, { email }) => {
        const device = await login(url, email);
        const { sessions } = (await device.call<SessionsAnswer>('/api/auth/sessions')).body;
        const { id = '' } = sessions.find(({ current }) => !current) ?? {};
        return device.call(`/api/auth/sessions/${id}`, { method: 'DELETE' });
      },
      'a password change': async (url, { email }) =>
        post(await login(url, email), 'password', {
          currentPassword: PASSWORD,
          newPassword: 'correct horse battery',
        }),
      'a password reset': async (url, { email }) => {
        await post(new ApiClient(url), 'password/forgot', { email });
        // The first mail is the one that verifies the address.
        const token = tokenIn(await mails.mail(email, 2), 'reset-password');
        return post(new ApiClient(url), 'password/reset', {
          token,
          newPassword: 'correct horse battery',
        });
      },
    };

    const places = engine.name === 'postgres' ? ['the same', 'another'] : ['the same'];
    const cases = Object.keys(ways).flatMap((way) => places.map((place) => [way, place] as const));

    it.each(cases)('end within five seconds of %s at %s process', async (way, place) => {
      const reader = await newReader();
      const url = place === 'another' ? (other?.url ?? '') : host.url;
      const done = await ways[way]?.(url, reader);
      const since = performance.now();
      expect(done?.status).toBe(204);
      expect((await reader.person.call('/api/auth/me')).status).toBe(401);
      const said = WORDS.join('');
      expect(await reader.ended).toEqual([said, said, 'balance']);
      expect(performance.now() - since).toBeLessThan(ENDED_MS);
      await until('it is settled', async () => (await holdsOf(reader))[0] === 'posted');
      expect(await holdsOf(reader)).toEqual(['posted']);
      expect(await answersOf(reader)).toEqual([{ content: said, status: 'stopped' }]);
    });

    it('leave the streams of other sessions alone, of the same person too', async () => {
      const reader = await newReader();
      const stranger = await newReader();
      const device = await login(host.url, reader.email);
      const balances = await device.fetch('/api/billing/balance/stream');
      const over: string[] = [];
      const last = [
        balances.text().then(() => over.push('device')),
        stranger.ended.then(() => over.push('stranger')),
      ];
      await post(reader.person, 'logout');
      await reader.ended;
      // One look ended these, and would have ended those.
      expect((await device.call('/api/auth/me')).status).toBe(200);
      expect(over).toEqual([]);
      await Promise.all([post(device, 'logout'), post(stranger.person, 'logout')]);
      await Promise.all(last);
      await until('all is settled', async () => {
        return (
          [...(await holdsOf(reader)), ...(await holdsOf(stranger))].join() === 'posted,posted'
        );
      });
    });

    it('are all that is streamed', async () => {
      const { body } = await new ApiClient(host.url).call<OpenApi>('/api/docs-json');
      const streamed = Object.entries(body.paths).flatMap(([path, operations]) =>
        Object.entries(operations)
          .filter(([, { responses }]) => JSON.stringify(responses).includes('"text/event-stream"'))
          .map(([method]) => `${method} ${path}`),
      );
      expect(streamed.sort()).toEqual(STREAMS);
    });

    async function holdsOf({ person }: Reader): Promise<string[]> {
      const rows = await host.rows<{ status: string }>(sql`
      SELECT h.status FROM hold h JOIN generation g ON g.hold_id = h.id
      WHERE g.user_id = ${person.userId}`);
      return rows.map(({ status }) => status);
    }

    const answersOf = ({ person }: Reader) =>
      host.rows<{ content: string; status: string }>(sql`
      SELECT m.content, m.status FROM message m JOIN conversation c ON c.id = m.conversation_id
      WHERE c.user_id = ${person.userId} AND m.role = 'assistant'`);
  },
);

/** Reads until all words are there. */
async function spoken(events: Awaited<ReturnType<Person['begin']>>['events']) {
  const received = [];
  while (textOf(received) !== WORDS.join('')) {
    const { value } = await events.next();
    if (!value) throw new Error('ended before all was said');
    received.push(value);
  }
  return received;
}
