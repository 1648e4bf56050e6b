import type { UsageAnswer } from '@prome-dify/contracts';
import { ApiClient, enginesFor, ServerProcess } from '@prome-dify/testing';
import { adjustment } from '../ledger/spec-support/movements';
import { openLedgerAt } from '../ledger/spec-support/open-ledger';
import { expectProblem } from '../platform/spec-support/expect-problem';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const env = { JWT_SECRET: 'a secret for specs, known to everybody' };

/** So many movements beside the sign-up grant has the busy user. */
const MOVEMENTS = 130;

describe.each(await enginesFor(import.meta.filename))('The usage history on $name', (engine) => {
  let server: ServerProcess;
  let busy: ApiClient;
  let quiet: ApiClient & { readonly userId: string };
  let removeDatabase: () => Promise<void>;

  beforeAll(async () => {
    const { url, remove } = await engine.createDatabase();
    removeDatabase = remove;
    const first = await ServerProcess.start({ databaseUrl: url, env });
    const person = await ApiClient.register(first.url);
    const other = await ApiClient.register(first.url);
    await first.stop();
    const books = await openLedgerAt(url);
    for (let n = 1; n <= MOVEMENTS; n += 1) {
      await books.database.run((tx) => books.postings.post(tx, adjustment(person.userId, n)));
    }
    await books.close();
    server = await ServerProcess.start({ databaseUrl: url, env });
    busy = new ApiClient(server.url, person.token);
    quiet = Object.assign(new ApiClient(server.url, other.token), { userId: other.userId });
  });
  afterAll(async () => {
    await server.stop();
    await removeDatabase();
  });

  const usage = (query = '', client = busy) =>
    client.call<UsageAnswer>(`/api/billing/usage${query}`);

  it('has the shape of the specification', async () => {
    const { events } = await quiet.chat({ message: '/lorem 3' });
    const charge = events.find(({ event }) => event === 'usage')?.data;
    const { status, body } = await usage('', quiet);
    expect(status).toBe(200);
    const common = {
      id: expect.stringMatching(UUID),
      userId: quiet.userId,
      createdAt: expect.stringMatching(ISO),
    };
    expect(body).toEqual({
      usage: [
        { ...common, ...pick(charge), type: 'chat' },
        { ...common, conversationId: null, tokensUsed: -1000, balanceAfter: 1000, type: 'grant' },
      ],
      nextCursor: null,
    });
  });

  it('shows the newest 50 unless asked otherwise', async () => {
    const { body } = await usage();
    const added = body.usage.map(({ tokensUsed }) => -tokensUsed);
    expect(added).toEqual(Array.from({ length: 50 }, (_, n) => MOVEMENTS - n));
    expect(body.nextCursor).toEqual(expect.any(String));
  });

  it.each([1, 7, 50, 131, 200])('shows as many as asked for: %i', async (limit) => {
    const { body } = await usage(`?limit=${limit}`);
    expect(body.usage).toHaveLength(Math.min(limit, MOVEMENTS + 1));
    expect(body.nextCursor === null).toBe(limit > MOVEMENTS);
  });

  it.each([1, 13, 50, 131, 200])(
    'leads through everything in pages of %i, without a gap or a repeat',
    async (limit) => {
      const balances: number[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const { body }: { body: UsageAnswer } = await usage(
          `?limit=${limit}${cursor && `&cursor=${cursor}`}`,
        );
        balances.push(...body.usage.map(({ balanceAfter }) => balanceAfter));
        cursor = body.nextCursor;
      }
      // 1000 tokens to begin with, then 1, 2, 3 … more; read backwards.
      const expected = Array.from({ length: MOVEMENTS + 1 }, (_, n) => 1000 + (n * (n + 1)) / 2);
      expect(balances).toEqual(expected.toReversed());
    },
  );

  it("never shows a line of somebody else, not even by somebody else's cursor", async () => {
    const cursor = (await usage('?limit=1')).body.nextCursor ?? '';
    const lines = (await usage(`?cursor=${cursor}`, quiet)).body.usage;
    expect(new Set(lines.map(({ userId }) => userId))).toEqual(new Set([quiet.userId]));
  });

  it('is for the signed-in', async () => {
    const answer = await usage('', new ApiClient(server.url));
    expectProblem(answer, 401, 'unauthorized');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  it.each([
    ...[
      '0x10',
      '%2B7',
      '+7',
      '%207',
      '7%20',
      '1e2',
      '1.0',
      '-1',
      '0',
      '201',
      '1000',
      '0000001',
      '',
    ],
    ...['1;drop%20table', '1%27', 'NaN', '%00', '٧', '1&limit=2'],
  ])('refuses limit=%s', async (limit) => {
    const { errors } = expectProblem(await usage(`?limit=${limit}`), 400, 'validation_failed');
    expect(errors).toEqual([{ pointer: '/limit', message: expect.any(String) }]);
  });

  it.each([
    ...['limit[]=1', 'limit[$gt]=1', 'userId=other', 'include=user', '__proto__[x]=1'],
    ...['constructor=1', 'toString=1', 'offset=0', 'callback=alert', 'format=xml'],
  ])('refuses the unknown member of ?%s', async (query) => {
    expectProblem(await usage(`?${query}`), 400, 'validation_failed');
  });

  it.each([
    ...['', 'nonsense', 'WzFd', 'a'.repeat(201), '%00', 'cursor[]=1'],
    ...[[], [1], [null], ['x', 'y'], [{}], ['\0']].map(cursorOf),
  ])('refuses cursor=%s', async (cursor) => {
    const { errors } = expectProblem(await usage(`?cursor=${cursor}`), 400, 'validation_failed');
    expect(errors?.[0]?.pointer).toBe('/cursor');
  });
});

function cursorOf(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function pick(charge: unknown) {
  const { conversationId, tokensUsed, balanceAfter } = charge as UsageAnswer['usage'][number];
  return { conversationId, tokensUsed, balanceAfter };
}
