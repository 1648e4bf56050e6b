import type { Movement, Postings } from '../../../ledger';
import { debtAccount, SYSTEM_ACCOUNTS, userAccount } from '../../../ledger';
import type { Transaction } from '../../../platform/database';
import { sql } from '../../../platform/database';

/** A movement as it was meant to be made; whether it was, the store says. */
export interface Meant {
  readonly idemKey: string;
  readonly account: Movement['account'];
  readonly delta: number;
}

/** An order of tokens. */
export interface Order {
  readonly id: string;
  readonly userId: string;
  readonly tokens: number;
}

/** Credits a paid order: what is owed is repaid first. */
export async function purchase(
  tx: Transaction,
  postings: Postings,
  order: Order,
): Promise<readonly Meant[]> {
  const { id, userId, tokens } = order;
  await tx.execute(sql`
    INSERT INTO checkout_order (id, user_id, package_id, package_name, tokens, amount, currency,
      state, paid_at, tokens_posted, post_seq, created_at, updated_at)
    VALUES (${id}, ${userId}, 'pack', 'Pack', ${tokens}, 999, 'usd', 'paid', 1, ${tokens}, 1, 1, 1)`);
  const { owed } = await lock(tx, userId);
  const repaid = Math.min(owed, tokens);
  const made = [
    ...(await move(tx, postings, order, { account: 'debt', delta: repaid, kind: 'debt_repaid' })),
    ...(await move(tx, postings, order, {
      account: 'user',
      delta: tokens - repaid,
      kind: 'purchase',
    })),
  ];
  if (owed > 0 && repaid === owed) await restrict(tx, userId, false);
  return made;
}

/** Takes a refunded order back: what was spent already is owed, and nothing is spent meanwhile. */
export async function clawback(
  tx: Transaction,
  postings: Postings,
  order: Order,
): Promise<readonly Meant[]> {
  const taken = await tx.execute(sql`
    UPDATE checkout_order SET tokens_posted = 0, post_seq = post_seq + 1
    WHERE id = ${order.id} AND tokens_posted = ${order.tokens}`);
  if (taken === 0) return [];
  const { available } = await lock(tx, order.userId);
  const paid = Math.min(available, order.tokens);
  const made = [
    ...(await move(tx, postings, order, { account: 'user', delta: -paid, kind: 'clawback' })),
    ...(await move(tx, postings, order, {
      account: 'debt',
      delta: paid - order.tokens,
      kind: 'clawback',
    })),
  ];
  if (paid < order.tokens) await restrict(tx, order.userId, true);
  return made;
}

async function move(
  tx: Transaction,
  postings: Postings,
  { id, userId }: Order,
  { account, delta, kind }: Pick<Movement, 'account' | 'delta' | 'kind'>,
): Promise<readonly Meant[]> {
  if (delta === 0) return [];
  const idemKey = `order:${id}:${kind}:${account}`;
  const how = { counterparty: SYSTEM_ACCOUNTS.purchases, orderId: id };
  const usage = { type: kind === 'clawback' ? 'refund' : 'purchase' } as const;
  await postings.post(tx, { userId, account, delta, kind, idemKey, usage, ...how });
  return [{ idemKey, account, delta }];
}

async function lock(tx: Transaction, userId: string) {
  const row = await tx.row<{ available: number; owed: number }>(sql`
    SELECT u.posted - u.held AS available, -d.posted AS owed FROM account u, account d
    WHERE u.id = ${userAccount(userId)} AND d.id = ${debtAccount(userId)}`);
  if (!row) throw new Error('a purchase of a user without accounts');
  return row;
}

async function restrict(tx: Transaction, userId: string, restricted: boolean): Promise<void> {
  await tx.execute(
    sql`UPDATE account SET restricted = ${restricted} WHERE id = ${userAccount(userId)}`,
  );
}
