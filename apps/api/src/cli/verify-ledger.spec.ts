import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { ApiClient, reachableEngines, ServerProcess, sqlite } from '@prome-dify/testing';
import { userAccount } from '../ledger';
import type { OpenedLedger } from '../ledger/spec-support/open-ledger';
import { openLedger } from '../ledger/spec-support/open-ledger';
import { sql, sqlitePath } from '../platform/database';
import { runCli } from './spec-support/run-cli';

const verify = (url: string) => runCli(['ledger:verify'], { DATABASE_URL: url });

describe.each(await reachableEngines())('ledger:verify on $name', (engine) => {
  let books: OpenedLedger;
  let userId: string;
  beforeEach(async () => {
    books = await openLedger(engine);
    userId = await books.newUser(1000);
  });
  afterEach(() => books.close());

  it('says that sound books are sound, beside the process that writes them', async () => {
    expect(await verify(books.url)).toEqual({
      code: 0,
      stdout: 'The ledger is sound: 2 accounts, 1 transfers and 0 holds verified.\n',
      stderr: '',
    });
  });

  it('names the broken invariant and the row, and exits with 1', async () => {
    const account = userAccount(userId);
    await books.database.run((tx) =>
      tx.execute(sql`UPDATE account SET posted = posted + 1 WHERE id = ${account}`),
    );
    const { code, stdout } = await verify(books.url);
    expect([code, stdout.split('\n')]).toEqual([
      1,
      [
        `I1  account ${account}: posted is not the sum of its transfers`,
        'The ledger is NOT sound: 1 findings in 2 accounts, 1 transfers and 0 holds.',
        '',
      ],
    ]);
  });

  it('says nothing of the books when there are none, and exits with 2', async () => {
    const empty = await engine.createDatabase();
    const { code, stdout, stderr } = await verify(empty.url);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/no database yet|does not exist/);
    if (engine.name === 'sqlite') expect(existsSync(sqlitePath(empty.url))).toBe(false);
    await empty.remove();
  });
});

describe('ledger:verify', () => {
  it('verifies the books of a running server', async () => {
    const { url, remove } = await sqlite.createDatabase();
    const server = await ServerProcess.start({ databaseUrl: url });
    await ApiClient.register(server.url);
    expect(await verify(url)).toMatchObject({ code: 0, stdout: expect.stringMatching('sound') });
    await server.stop();
    await remove();
  });

  it('leaves every byte of a database as it is', async () => {
    const books = await openLedger(sqlite);
    await books.newUser(1000);
    const path = sqlitePath(books.url);
    const state = async () =>
      Promise.all(
        [path, `${path}-wal`].map(async (file) => [
          (await stat(file)).mtimeMs,
          createHash('sha256')
            .update(await readFile(file))
            .digest('hex'),
        ]),
      );
    const before = await state();
    expect((await verify(books.url)).code).toBe(0);
    expect(await state()).toEqual(before);
    await books.close();
  });

  it.each([
    ['a server that is not there', 'postgres://somebody:canary@127.0.0.1:1/none'],
    ['an address of no database', 'mysql://somebody:canary@127.0.0.1/none'],
  ])('exits with 2 for %s, without its password', async (_, url) => {
    const { code, stdout, stderr } = await verify(url);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^The ledger could not be read: \S/);
    expect(stderr).not.toContain('canary');
  });

  it('exits with 2 for a file that is no database', async () => {
    const { url, remove } = await sqlite.createDatabase();
    await writeFile(sqlitePath(url), 'this is a letter, not a database');
    const { code, stderr } = await verify(url);
    expect([code, stderr]).toEqual([2, 'The ledger could not be read: file is not a database\n']);
    await remove();
  });
});

describe('the command line', () => {
  it('answers what it does not know with its usage', async () => {
    const runs = await Promise.all([[], ['unknown'], ['toString']].map((args) => runCli(args)));
    for (const { code, stdout, stderr } of runs) {
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^usage: cli ledger:verify/);
    }
  });
});
