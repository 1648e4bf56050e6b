import { reachableEngines } from '@prome-dify/testing/databases';
import type { Sql } from '../platform/database';
import { sql } from '../platform/database';
import type { OpenedLedger } from './spec-support/open-ledger';
import { openLedger } from './spec-support/open-ledger';

const EVERYWHERE = [
  sql`UPDATE transfer SET amount = 1`,
  sql`UPDATE transfer SET id = id`,
  sql`DELETE FROM transfer`,
  sql`UPDATE usage_event SET tokens_used = 0`,
  sql`DELETE FROM usage_event`,
];
const BY_ENGINE: Readonly<Record<string, readonly Sql[]>> = {
  sqlite: [
    sql`INSERT OR REPLACE INTO transfer SELECT * FROM transfer`,
    sql`INSERT OR REPLACE INTO usage_event SELECT * FROM usage_event`,
  ],
  postgres: [sql`TRUNCATE transfer CASCADE`, sql`TRUNCATE usage_event`],
};

describe.each(await reachableEngines())('What was written on $name', (engine) => {
  let books: OpenedLedger;
  beforeAll(async () => {
    books = await openLedger(engine);
    await books.newUser(1000);
  });
  afterAll(() => books.close());

  it("stays as it is, whatever is run on the server's own connection", async () => {
    for (const statement of [...EVERYWHERE, ...(BY_ENGINE[engine.name] ?? [])]) {
      const change = books.database.run((tx) => tx.execute(statement));
      await expect(change).rejects.toThrow('is append-only');
    }
    expect(await books.audit()).toMatchObject({ transfers: 1, findings: [] });
  });
});
