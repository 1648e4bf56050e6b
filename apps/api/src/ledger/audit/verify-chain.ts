import type { Queries } from '../../platform/database';
import { sql } from '../../platform/database';
import type { AccountRow, TransferRow } from './chain';
import { ACCOUNT, checkHead, checkTransfer, emptyHead, TRANSFER } from './chain';
import type { Finding } from './finding';

/** The chain of one account from end to end. */
export interface ChainProof {
  readonly entries: number;
  readonly balance: number;
  /** Hash of the newest entry; empty before the first. */
  readonly head: string;
  readonly findings: readonly Finding[];
}

const BATCH = 1_000;

/**
 * Follows the chain of one account up to the version that it has now. Needs no snapshot: entries
 * are only ever added, and those added meanwhile are left for the next time.
 */
export async function verifyChain(queries: Queries, accountId: string): Promise<ChainProof> {
  const account = await queries.row<AccountRow>(
    sql`SELECT ${ACCOUNT} FROM account WHERE id = ${accountId}`,
  );
  if (!account) throw new Error(`there is no account ${accountId}`);
  const head = emptyHead();
  const findings: Finding[] = [];
  let entries = 0;
  for await (const transfer of transfersUpTo(queries, account)) {
    entries += 1;
    findings.push(...checkTransfer(transfer, head));
  }
  findings.push(...checkHead(account, head));
  return { entries, balance: head.posted, head: head.hash, findings };
}

async function* transfersUpTo(
  queries: Queries,
  { id, version }: AccountRow,
): AsyncGenerator<TransferRow> {
  let after = 0;
  for (;;) {
    const rows = await queries.rows<TransferRow>(sql`
      SELECT ${TRANSFER} FROM transfer t
      WHERE t.owner_account = ${id} AND t.owner_version > ${after}
        AND t.owner_version <= ${version}
      ORDER BY t.owner_version LIMIT ${BATCH}`);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = last.ownerVersion;
  }
}
