import type { Queries, Sql } from '../../platform/database';
import { nowMs, sql } from '../../platform/database';
import type { Finding } from './finding';

/** An invariant that one statement can check: it selects the `subject` of every offending row. */
interface RowCheck {
  readonly invariant: string;
  readonly problem: string;
  readonly offenders: (queries: Queries) => Sql;
}

/** A hold this long past its lease was missed by every sweep. */
const SWEEP_LATE_MS = 120_000;
const REPORTED_MAX = 20;
/** Fewer tokens than this times any price is a number that every database holds exactly. */
const EXACT_MAX = 1_000_000_000;

const CHECKS: readonly RowCheck[] = [
  {
    invariant: 'I1',
    problem: 'a transfer belongs to no account of a user',
    offenders: () => sql`
      SELECT 'transfer ' || t.id AS subject FROM transfer t
      LEFT JOIN account a ON a.id = t.owner_account AND a.kind <> 'system'
      WHERE a.id IS NULL`,
  },
  {
    invariant: 'I5',
    problem: 'held is not the sum of its pending holds',
    offenders: () => sql`
      SELECT 'account ' || a.id AS subject FROM account a
      LEFT JOIN (SELECT account_id, SUM(amount) AS pending FROM hold WHERE status = 'pending'
        GROUP BY account_id) h ON h.account_id = a.id
      WHERE a.held <> COALESCE(h.pending, 0)`,
  },
  {
    invariant: 'I6',
    problem: 'the balance is out of its bounds',
    offenders: () => sql`
      SELECT 'account ' || id AS subject FROM account
      WHERE (kind = 'user' AND (held < 0 OR posted < held)) OR (kind = 'debt' AND posted > 0)
        OR gift < 0 OR gift > CASE WHEN kind = 'user' THEN posted ELSE 0 END`,
  },
  {
    invariant: 'I7',
    problem: 'a system account carries a balance of its own, so the sum of all is not zero',
    offenders: () => sql`
      SELECT 'account ' || id AS subject FROM account
      WHERE kind = 'system' AND (posted <> 0 OR held <> 0)`,
  },
  {
    invariant: 'I8',
    problem: 'a settled hold has no transfer of its amount',
    offenders: () => sql`
      SELECT 'hold ' || h.id AS subject FROM hold h
      LEFT JOIN transfer t ON t.hold_id = h.id AND t.amount = h.settled AND t.kind = 'usage'
      WHERE h.status = 'posted' AND h.settled > 0 AND t.id IS NULL`,
  },
  {
    invariant: 'I8',
    problem: 'a transfer belongs to a hold that was not settled with it',
    offenders: () => sql`
      SELECT 'transfer ' || t.id AS subject FROM transfer t
      LEFT JOIN hold h ON h.id = t.hold_id
      WHERE t.kind = 'usage'
        AND (h.id IS NULL OR h.status <> 'posted' OR h.settled <> t.amount)`,
  },
  {
    invariant: 'I8',
    problem: 'a transfer of a user has no usage line of its amount',
    offenders: () => sql`
      SELECT 'transfer ' || t.id AS subject FROM transfer t
      LEFT JOIN usage_event u ON u.id = t.id
      WHERE t.owner_account LIKE 'user:%' AND (u.id IS NULL OR u.balance_after <> t.balance_after
        OR 'user:' || u.user_id <> t.owner_account OR u.tokens_used <> CASE WHEN t.debit_account = t.owner_account THEN t.amount
          ELSE -t.amount END)`,
  },
  {
    invariant: 'I9',
    problem: 'tokens_posted is not the sum of the transfers of the order',
    offenders: () => sql`
      SELECT 'order ' || o.id AS subject FROM checkout_order o
      LEFT JOIN (SELECT order_id, SUM(CASE WHEN credit_account = owner_account THEN amount
          ELSE -amount END) AS moved FROM transfer WHERE order_id IS NOT NULL
        GROUP BY order_id) t ON t.order_id = o.id
      WHERE o.tokens_posted <> COALESCE(t.moved, 0)`,
  },
  {
    invariant: 'I9',
    problem: 'a purchase has no order',
    offenders: () => sql`
      SELECT 'transfer ' || t.id AS subject FROM transfer t
      LEFT JOIN checkout_order o ON o.id = t.order_id
      WHERE t.kind IN ('purchase', 'clawback', 'restore') AND o.id IS NULL`,
  },
  {
    invariant: 'I16',
    problem: 'a receipt does not add up to its charge',
    offenders: () => sql`
      SELECT 'transfer ' || r.id AS subject
      FROM (SELECT u.id, u.tokens_used, u.hold_amount, (u.uncached * u.input_rate_milli
          + u.cached_tokens * u.cached_rate_milli + u.completion_tokens * u.output_rate_milli
          + 999) / 1000 AS price
        FROM (SELECT v.*, v.prompt_tokens - v.cached_tokens AS uncached, h.amount AS hold_amount
          FROM usage_event v JOIN transfer t ON t.id = v.id AND t.kind = 'usage'
          JOIN hold h ON h.id = t.hold_id
          WHERE v.prompt_tokens < ${EXACT_MAX} AND v.completion_tokens < ${EXACT_MAX}) u) r
      WHERE r.tokens_used <> CASE WHEN r.price < r.hold_amount THEN r.price ELSE r.hold_amount END`,
  },
  {
    invariant: 'I15',
    problem: 'corrections of a charge that give back more than it took, or that is none of theirs',
    offenders: () => sql`
      SELECT 'transfer ' || COALESCE(c.corrects, MIN(c.id)) AS subject FROM transfer c
      LEFT JOIN transfer t ON t.id = c.corrects
      WHERE c.kind = 'correction'
      GROUP BY c.corrects, t.kind, t.amount, t.owner_account
      HAVING COALESCE(t.kind, '') <> 'usage' OR SUM(c.amount) > t.amount
        OR SUM(CASE WHEN c.owner_account IN (t.owner_account,
          'debt:' || SUBSTR(t.owner_account, 6)) THEN 0 ELSE 1 END) > 0`,
  },
  {
    invariant: 'I11',
    problem: 'a user has more than one sign-up grant',
    offenders: () => sql`
      SELECT 'account ' || owner_account AS subject FROM transfer
      WHERE kind = 'grant' AND idem_key LIKE 'signup:%'
      GROUP BY owner_account HAVING COUNT(*) > 1`,
  },
  {
    invariant: 'I12',
    problem: 'a hold has outlived its lease and nobody has settled it; is the server running?',
    offenders: ({ dialect }) => sql`
      SELECT 'hold ' || id AS subject FROM hold
      WHERE status = 'pending' AND lease_until < ${nowMs(dialect)} - ${SWEEP_LATE_MS}`,
  },
  {
    invariant: 'I13',
    problem: 'a running generation has no pending hold',
    offenders: () => sql`
      SELECT 'generation ' || g.id AS subject FROM generation g
      LEFT JOIN hold h ON h.id = g.hold_id
      WHERE (g.status = 'running') <> (COALESCE(h.status, '') = 'pending')`,
  },
];

/** Checks what single statements can; at most twenty offenders of each are named. */
export async function* checkRows(queries: Queries): AsyncGenerator<Finding> {
  for (const { invariant, problem, offenders } of CHECKS) {
    const rows = await queries.rows<{ subject: string }>(
      sql`SELECT subject FROM (${offenders(queries)}) AS found ORDER BY subject LIMIT ${REPORTED_MAX}`,
    );
    for (const { subject } of rows) yield { invariant, subject, problem };
  }
}
