import { connect } from 'node:net';
import { freePort } from '@prome-dify/testing/server';
import { reachableEngines } from '@prome-dify/testing/databases';
import { QueryFailedError } from 'typeorm';
import { isConflict, isDatabaseUnavailable, isUniqueViolation } from './database-errors';
import { openDatabase } from './open-database';
import type { Scratch } from './spec-support/scratch';
import { openScratch, write } from './spec-support/scratch';
import type { Sql } from './sql';
import { sql } from './sql';

const engines = await reachableEngines();

/** What `attempt` throws. */
const errorOf = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => {
      throw new Error('it was accepted');
    },
    (error: unknown) => error,
  );

describe.each(engines)('errors of $name', (engine) => {
  let scratch: Scratch;
  const refusal = (statement: Sql) => errorOf(scratch.database.run((tx) => tx.execute(statement)));

  beforeAll(async () => {
    scratch = await openScratch(engine);
    await scratch.database.run(async (tx) => {
      await tx.execute(sql`CREATE TABLE pair (a INTEGER, b TEXT, c TEXT UNIQUE, UNIQUE (a, b))`);
      await tx.execute(sql`INSERT INTO pair (a, b, c) VALUES (1, 'x', 'taken')`);
      await write(tx, 1, 'taken');
    });
  });
  afterAll(() => scratch.close());

  it('tells which column a value is taken in, and of which table', async () => {
    const error = await refusal(sql`INSERT INTO note (id, text) VALUES (2, 'taken')`);
    const judged = (
      [
        ['note', 'text'],
        ['note', 'id'],
        ['note', 'tex'],
        ['pair', 'text'],
        ['ote', 'text'],
      ] as const
    ).map(([table, column]) => isUniqueViolation(error, table, column));
    expect(judged).toEqual([true, false, false, false, false]);
  });

  it('takes a primary key for unique, too', async () => {
    const error = await refusal(sql`INSERT INTO note (id, text) VALUES (1, 'new')`);
    expect(isUniqueViolation(error, 'note', 'id')).toBe(true);
    expect(isUniqueViolation(error, 'note', 'text')).toBe(false);
  });

  it('does not take a pair that is taken for one of its columns', async () => {
    const error = await refusal(sql`INSERT INTO pair (a, b, c) VALUES (1, 'x', 'new')`);
    expect(isUniqueViolation(error, 'pair', 'a')).toBe(false);
    expect(isUniqueViolation(error, 'pair', 'b')).toBe(false);
  });

  it('is not misled by a value that looks like a message', async () => {
    const value = `(a)=(Key (b)=(note.text`;
    const insert = sql`INSERT INTO pair (a, b, c) VALUES (2, 'y', ${value})`;
    await scratch.database.run((tx) => tx.execute(insert));
    const error = await refusal(sql`INSERT INTO pair (a, b, c) VALUES (3, 'z', ${value})`);
    const columns = ['a', 'b', 'c'].filter((column) => isUniqueViolation(error, 'pair', column));
    expect(columns).toEqual(['c']);
  });

  it.each([
    ['a missing value', sql`INSERT INTO note (id, text) VALUES (3, NULL)`],
    ['a broken check', sql`INSERT INTO account (id, kind) VALUES ('a', 'neither')`],
    [
      'a missing reference',
      sql`INSERT INTO usage_event
      (id, user_id, tokens_used, balance_after, type, created_at) VALUES ('a', 'b', 1, 1, 'chat', 1)`,
    ],
    ['a syntax error', sql`SELEKT`],
    ['a missing table', sql`SELECT * FROM nowhere`],
  ])('takes %s for a fault of ours: not taken, not worth trying again', async (_, statement) => {
    const error = await refusal(statement);
    expect(error).toMatchObject({ code: expect.any(String) });
    expect([
      isUniqueViolation(error, 'note', 'text'),
      isConflict(error),
      isDatabaseUnavailable(error),
    ]).toEqual([false, false, false]);
  });
});

describe('isUniqueViolation', () => {
  it('reads PostgreSQL in whatever language it speaks', () => {
    const driverError = Object.assign(new Error('doppelter Schlüsselwert'), {
      code: '23505',
      table: 'app_user',
      detail: 'Schlüssel »(email)=(a@example.com)« existiert bereits.',
    });
    const error = new QueryFailedError('INSERT', [], driverError);
    expect(isUniqueViolation(error, 'app_user', 'email')).toBe(true);
    expect(isUniqueViolation(error, 'app_user', 'id')).toBe(false);
  });

  it.each([[undefined], [null], ['23505'], [{ code: '23505' }], [new Error('UNIQUE')]])(
    'is false for %p, which no database said',
    (error) => {
      expect(isUniqueViolation(error, 'note', 'text')).toBe(false);
    },
  );
});

describe('isDatabaseUnavailable', () => {
  const codes = [
    ...['08006', '08P01', '53300', '53100', '57P01', '57P03', '57014', '55P03'],
    ...['SQLITE_FULL', 'SQLITE_BUSY', 'SQLITE_IOERR_WRITE', 'SQLITE_READONLY_DBMOVED'],
  ];
  it.each(codes)('is true for the code %s', (code) => {
    const error = new QueryFailedError('SELECT', [], Object.assign(new Error('x'), { code }));
    expect(isDatabaseUnavailable(error)).toBe(true);
  });

  it.each(['23505', '40P01', '42601', '22P02', 'SQLITE_CONSTRAINT_CHECK', 'SQLITE_ERROR', ''])(
    'is false for the code %p',
    (code) => {
      const error = new QueryFailedError('SELECT', [], Object.assign(new Error('x'), { code }));
      expect(isDatabaseUnavailable(error)).toBe(false);
    },
  );

  it('is true when nobody listens where the database should be', async () => {
    const port = await freePort();
    const error = await errorOf(openDatabase(`postgres://nobody@127.0.0.1:${port}/none`));
    expect(isDatabaseUnavailable(error)).toBe(true);
  });

  it('is true for a broken connection and false for what is no error at all', async () => {
    const broken = await new Promise<unknown>((resolve) => {
      connect(1, '127.0.0.1').on('error', resolve);
    });
    expect(isDatabaseUnavailable(broken)).toBe(true);
    expect([undefined, null, 'ECONNREFUSED', {}].map(isDatabaseUnavailable)).not.toContain(true);
  });
});
