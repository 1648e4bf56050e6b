import { reachableEngines } from '@prome-dify/testing/databases';
import type { Sql, Transaction } from '../../platform/database';
import { sql } from '../../platform/database';
import { TamperedBooks } from '../spec-support/tampered-books';

/** One member of a row, changed. */
type Change = readonly [member: string, change: (id: string) => Sql];

const ANOTHER = sql`CASE WHEN 'sys:adjustments' IN (debit_account, credit_account)
  THEN 'sys:grants' ELSE 'sys:adjustments' END`;

const TRANSFER: readonly Change[] = [
  ['idem_key', (id) => sql`UPDATE transfer SET idem_key = idem_key || 'x' WHERE id = ${id}`],
  ['kind', (id) => sql`UPDATE transfer SET kind = ${OTHER_KIND} WHERE id = ${id}`],
  ['debit_account', (id) => sql`UPDATE transfer SET debit_account = ${ANOTHER} WHERE id = ${id}`],
  ['credit_account', (id) => sql`UPDATE transfer SET credit_account = ${ANOTHER} WHERE id = ${id}`],
  ['amount', (id) => sql`UPDATE transfer SET amount = amount + 1 WHERE id = ${id}`],
  [
    'owner_version',
    (id) => sql`UPDATE transfer SET owner_version = owner_version + 100 WHERE id = ${id}`,
  ],
  [
    'balance_after',
    (id) => sql`UPDATE transfer SET balance_after = balance_after + 1 WHERE id = ${id}`,
  ],
  ['gift_after', (id) => sql`UPDATE transfer SET gift_after = gift_after + 1 WHERE id = ${id}`],
  ['prev_hash', (id) => sql`UPDATE transfer SET prev_hash = prev_hash || 'x' WHERE id = ${id}`],
  ['hash', (id) => sql`UPDATE transfer SET hash = hash || 'x' WHERE id = ${id}`],
  ['created_at', (id) => sql`UPDATE transfer SET created_at = created_at + 1 WHERE id = ${id}`],
];

const LINE: readonly Change[] = [
  ['user_id', (id) => sql`UPDATE usage_event SET user_id = user_id || 'x' WHERE id = ${id}`],
  [
    'tokens_used',
    (id) => sql`UPDATE usage_event SET tokens_used = tokens_used - 1 WHERE id = ${id}`,
  ],
  [
    'balance_after',
    (id) => sql`UPDATE usage_event SET balance_after = balance_after + 1 WHERE id = ${id}`,
  ],
];

const RECEIPT: readonly Change[] = [
  ['prompt_tokens', (id) => sql`UPDATE usage_event SET prompt_tokens = 13 WHERE id = ${id}`],
  ['cached_tokens', (id) => sql`UPDATE usage_event SET cached_tokens = 3 WHERE id = ${id}`],
  ['completion_tokens', (id) => sql`UPDATE usage_event SET completion_tokens = 9 WHERE id = ${id}`],
  ['input_rate_milli', (id) => sql`UPDATE usage_event SET input_rate_milli = 1 WHERE id = ${id}`],
  ['cached_rate_milli', (id) => sql`UPDATE usage_event SET cached_rate_milli = 9 WHERE id = ${id}`],
  ['output_rate_milli', (id) => sql`UPDATE usage_event SET output_rate_milli = 1 WHERE id = ${id}`],
];

const OTHER_KIND = sql`CASE WHEN kind = 'adjust' THEN 'usage' ELSE 'adjust' END`;

describe.each(await reachableEngines())('An audit on $name names the row', (engine) => {
  let books: TamperedBooks;
  beforeAll(async () => {
    books = await TamperedBooks.open(engine);
  });
  afterEach(async () => expect(await books.findings()).toEqual([]));
  afterAll(() => books.close());

  const rows = ['grant', 'usage', 'correction', 'purchase', 'last'] as const;
  const after = (change: (id: string) => Sql, id: string) =>
    books.findingsAfter((tx: Transaction) => tx.execute(change(id)));

  it.each(TRANSFER)('when %s of any transfer is changed', async (_, change) => {
    for (const row of rows) {
      const id = books.subjects[row];
      expect((await after(change, id)).join('\n')).toContain(id);
    }
  });

  it.each(LINE)('when %s of any line of the history is changed', async (_, change) => {
    for (const row of rows) {
      const id = books.subjects[row];
      expect(await after(change, id)).toContain(`I8 transfer ${id}`);
    }
  });

  it.each(RECEIPT)('when %s of a receipt is changed', async (_, change) => {
    const id = books.subjects.usage;
    expect(await after(change, id)).toEqual([`I16 transfer ${id}`]);
  });
});
