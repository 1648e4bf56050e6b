import type { Queries } from '../../platform/database';
import { sql } from '../../platform/database';
import type { AccountRow, TransferRow } from './chain';
import { ACCOUNT, checkHead, checkTransfer, emptyHead, TRANSFER } from './chain';
import type { Finding } from './finding';

const BATCH = 5_000;

/**
 * Follows the chain of every account from its first transfer to its head (I1–I4), in constant
 * memory: accounts and transfers are both read in the order of the account. Transfers without an
 * account of somebody are found among the rows.
 */
export async function* checkChains(queries: Queries): AsyncGenerator<Finding> {
  const transfers = allTransfers(queries);
  let next = await transfers.next();
  for await (const account of allAccounts(queries)) {
    const head = emptyHead();
    while (!next.done && next.value.owner === account.id) {
      yield* checkTransfer(next.value, head);
      next = await transfers.next();
    }
    yield* checkHead(account, head);
  }
}

async function* allAccounts(queries: Queries): AsyncGenerator<AccountRow> {
  let after = '';
  for (;;) {
    const rows = await queries.rows<AccountRow>(sql`
      SELECT ${ACCOUNT} FROM account
      WHERE kind <> 'system' AND id > ${after} ORDER BY id LIMIT ${BATCH}`);
    yield* rows;
    if (rows.length < BATCH) return;
    after = rows.at(-1)?.id ?? '';
  }
}

async function* allTransfers(queries: Queries): AsyncGenerator<TransferRow, undefined> {
  let [owner, version] = ['', 0];
  for (;;) {
    const rows = await queries.rows<TransferRow>(sql`
      SELECT ${TRANSFER}
      FROM transfer t JOIN account a ON a.id = t.owner_account AND a.kind <> 'system'
      WHERE (owner_account, owner_version) > (${owner}, ${version})
      ORDER BY owner_account, owner_version LIMIT ${BATCH}`);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return undefined;
    [owner, version] = [last.owner, last.ownerVersion];
  }
}
