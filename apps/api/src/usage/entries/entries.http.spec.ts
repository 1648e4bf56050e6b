import { createHash } from 'node:crypto';
import type { EntriesAnswer, LedgerProof } from '@prome-dify/contracts';
import { ApiClient, enginesFor, ServerProcess } from '@prome-dify/testing';
import { userAccount } from '../../ledger';
import { adjustment } from '../../ledger/spec-support/movements';
import { openLedgerAt } from '../../ledger/spec-support/open-ledger';
import { sql } from '../../platform/database';
import { expectProblem } from '../../platform/spec-support/expect-problem';

const env = { JWT_SECRET: 'a secret for specs, known to everybody' };
const MOVEMENTS = 30;

describe.each(await enginesFor(import.meta.filename))("A user's own ledger on $name", (engine) => {
  let server: ServerProcess;
  let url: string;
  let person: ApiClient & { readonly userId: string };
  let removeDatabase: () => Promise<void>;

  beforeAll(async () => {
    ({ url, remove: removeDatabase } = await engine.createDatabase());
    const first = await ServerProcess.start({ databaseUrl: url, env });
    const registered = await ApiClient.register(first.url);
    await first.stop();
    const books = await openLedgerAt(url);
    for (let n = 1; n <= MOVEMENTS; n += 1) {
      await books.database.run((tx) => books.postings.post(tx, adjustment(registered.userId, n)));
    }
    await books.close();
    server = await ServerProcess.start({ databaseUrl: url, env });
    const signedIn = new ApiClient(server.url, registered.token);
    person = Object.assign(signedIn, { userId: registered.userId });
  });
  afterAll(async () => {
    await server.stop();
    await removeDatabase();
  });

  const entries = async (query = '', client: ApiClient = person) =>
    (await client.call<EntriesAnswer>(`/api/billing/ledger${query}`)).body;
  const proof = async () => (await person.call<LedgerProof>('/api/billing/ledger/verify')).body;

  it('lists every movement once, newest first, in pages', async () => {
    const versions: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: EntriesAnswer = await entries(`?limit=7${cursor && `&cursor=${cursor}`}`);
      versions.push(...page.entries.map(({ version }) => version));
      cursor = page.nextCursor;
    }
    expect(versions).toEqual(Array.from({ length: MOVEMENTS + 1 }, (_, n) => MOVEMENTS + 1 - n));
  });

  it('holds all that is needed to check its hashes elsewhere', async () => {
    const [newest, before] = (await entries('?limit=2')).entries;
    if (!newest || !before) throw new Error('there are no entries');
    expect(newest.previousHash).toBe(before.hash);
    expect(newest.balanceAfter - newest.amount).toBe(before.balanceAfter);
    const { previousHash, idemKey, kind, debitAccount, creditAccount, amount } = newest;
    const { version, balanceAfter, giftAfter, createdAt } = newest;
    const text = [
      ...[previousHash, idemKey, kind, debitAccount, creditAccount, Math.abs(amount)],
      ...[version, balanceAfter, giftAfter, Date.parse(createdAt)],
    ].join('|');
    expect(createHash('sha256').update(text).digest('hex')).toBe(newest.hash);
  });

  it('is proven from the first entry to the balance', async () => {
    const [newest] = (await entries('?limit=1')).entries;
    expect(await proof()).toEqual({
      sound: true,
      entries: MOVEMENTS + 1,
      balance: newest?.balanceAfter,
      head: newest?.hash,
      problems: [],
    });
  });

  it('shows nothing of anybody else', async () => {
    const other = await ApiClient.register(server.url);
    expect((await entries('', other)).entries).toHaveLength(1);
    const nobody = new ApiClient(server.url);
    expectProblem(await nobody.call('/api/billing/ledger'), 401, 'unauthorized');
    expectProblem(await nobody.call('/api/billing/ledger/verify'), 401, 'unauthorized');
  });

  it('names what was changed behind its back', async () => {
    const account = userAccount(person.userId);
    await server.stop();
    const books = await openLedgerAt(url);
    await books.database.run((tx) =>
      tx.execute(sql`UPDATE account SET posted = posted + 1 WHERE id = ${account}`),
    );
    await books.close();
    server = await ServerProcess.start({ databaseUrl: url, env });
    person = Object.assign(new ApiClient(server.url, person.token), { userId: person.userId });
    expect(await proof()).toMatchObject({
      sound: false,
      problems: [`account ${account}: posted is not the sum of its transfers`],
    });
  });
});
