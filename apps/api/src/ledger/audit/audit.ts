import type { Queries } from '../../platform/database';
import { sql } from '../../platform/database';
import { checkChains } from './chain-checks';
import type { Finding } from './finding';
import { checkRows } from './row-checks';

/** What an audit looked at and found; the books are clean when `findings` is empty. */
export interface AuditReport {
  readonly accounts: number;
  readonly transfers: number;
  readonly holds: number;
  readonly findings: readonly Finding[];
}

const FINDINGS_MAX = 1_000;

/**
 * Checks every invariant of the books. `queries` must see one snapshot for the whole audit;
 * `withSnapshot` gives such a connection.
 */
export async function audit(queries: Queries): Promise<AuditReport> {
  const findings: Finding[] = [];
  for (const check of [checkChains, checkRows]) {
    for await (const finding of check(queries)) {
      if (findings.length < FINDINGS_MAX) findings.push(finding);
    }
  }
  const counts = await queries.row<Omit<AuditReport, 'findings'>>(sql`
    SELECT (SELECT COUNT(*) FROM account WHERE kind <> 'system') AS accounts,
      (SELECT COUNT(*) FROM transfer) AS transfers, (SELECT COUNT(*) FROM hold) AS holds`);
  return { accounts: 0, transfers: 0, holds: 0, ...counts, findings };
}
