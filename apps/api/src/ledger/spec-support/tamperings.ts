import type { Sql } from '../../platform/database';
import { sql } from '../../platform/database';
import type { Subjects } from './tampered-books';

type Tampering = readonly [
  what: string,
  statements: (subjects: Subjects) => readonly Sql[],
  found: (subjects: Subjects) => readonly string[],
];

const TEN_MINUTES = 600_000;

/** For specs: each breaks one invariant by plain SQL; what else it breaks with it is listed too. */
export const TAMPERINGS: readonly Tampering[] = [
  [
    'tokens written straight into a balance',
    (s) => [sql`UPDATE account SET posted = posted + 1 WHERE id = ${s.account}`],
    (s) => [`I1 account ${s.account}`],
  ],
  [
    'debt forgiven without a transfer',
    (s) => [sql`UPDATE account SET posted = -1 WHERE id = ${s.debt}`],
    (s) => [`I1 account ${s.debt}`],
  ],
  [
    'a transfer moved to a system account',
    (s) => [sql`UPDATE transfer SET owner_account = 'sys:usage' WHERE id = ${s.last}`],
    (s) => [
      ...['I1', 'I14', 'I2', 'I4'].map((name) => `${name} account ${s.account}`),
      `I1 transfer ${s.last}`,
    ],
  ],
  [
    'a transfer whose account is gone',
    (s) => [sql`UPDATE transfer SET owner_account = 'user:gone' WHERE id = ${s.last}`],
    (s) => [
      ...['I1', 'I14', 'I2', 'I4'].map((name) => `${name} account ${s.account}`),
      `I1 transfer ${s.last}`,
      `I8 transfer ${s.last}`,
    ],
  ],
  [
    'the last transfer removed with its line in the history',
    (s) => [
      sql`DELETE FROM usage_event WHERE id = ${s.last}`,
      sql`DELETE FROM transfer WHERE id = ${s.last}`,
    ],
    (s) => ['I1', 'I14', 'I2', 'I4'].map((name) => `${name} account ${s.account}`),
  ],
  [
    'a transfer removed from the middle',
    (s) => [
      sql`DELETE FROM usage_event WHERE id = ${s.purchase}`,
      sql`DELETE FROM transfer WHERE id = ${s.purchase}`,
      sql`UPDATE checkout_order SET tokens_posted = 0 WHERE id = ${s.order}`,
    ],
    (s) => ['I2', 'I3', 'I4'].map((name) => `${name} transfer ${s.last}`),
  ],
  [
    'a version counted without a transfer',
    (s) => [sql`UPDATE account SET version = version + 1 WHERE id = ${s.account}`],
    (s) => [`I2 account ${s.account}`],
  ],
  [
    'a balance changed in the last transfer and its line',
    (s) => [
      sql`UPDATE transfer SET balance_after = balance_after + 9 WHERE id = ${s.last}`,
      sql`UPDATE usage_event SET balance_after = balance_after + 9 WHERE id = ${s.last}`,
    ],
    (s) => [`I3 transfer ${s.last}`, `I4 transfer ${s.last}`, `I1 account ${s.account}`],
  ],
  [
    'a transfer given another date',
    (s) => [sql`UPDATE transfer SET created_at = created_at + 1 WHERE id = ${s.grant}`],
    (s) => [`I4 transfer ${s.grant}`],
  ],
  [
    'a transfer given another hash',
    (s) => [sql`UPDATE transfer SET hash = 'forged' WHERE id = ${s.purchase}`],
    (s) => [`I4 transfer ${s.purchase}`, `I4 transfer ${s.last}`],
  ],
  [
    'a head that is not the last transfer',
    (s) => [sql`UPDATE account SET last_hash = 'forged' WHERE id = ${s.account}`],
    (s) => [`I4 account ${s.account}`],
  ],
  [
    'tokens held for nothing',
    (s) => [sql`UPDATE account SET held = held + 1 WHERE id = ${s.account}`],
    (s) => [`I5 account ${s.account}`],
  ],
  [
    'a pending hold made smaller',
    (s) => [sql`UPDATE hold SET amount = amount - 1 WHERE id = ${s.pendingHold}`],
    (s) => [`I5 account ${s.account}`],
  ],
  [
    'more held than there is',
    (s) => [
      sql`UPDATE account SET held = 5000 WHERE id = ${s.account}`,
      sql`UPDATE hold SET amount = 5000 WHERE id = ${s.pendingHold}`,
    ],
    (s) => [`I6 account ${s.account}`],
  ],
  [
    'debt above zero',
    (s) => [sql`UPDATE account SET posted = 1 WHERE id = ${s.debt}`],
    (s) => [`I1 account ${s.debt}`, `I6 account ${s.debt}`],
  ],
  [
    'a balance on a system account',
    () => [sql`UPDATE account SET posted = 5 WHERE id = 'sys:usage'`],
    () => ['I7 account sys:usage'],
  ],
  [
    'a hold settled for less than was charged',
    (s) => [sql`UPDATE hold SET settled = settled - 1 WHERE id = ${s.settledHold}`],
    (s) => [`I8 hold ${s.settledHold}`, `I8 transfer ${s.usage}`],
  ],
  [
    'a charge whose hold was voided',
    (s) => [sql`UPDATE hold SET status = 'voided', settled = NULL WHERE id = ${s.settledHold}`],
    (s) => [`I8 transfer ${s.usage}`],
  ],
  [
    'a line of the history removed',
    (s) => [sql`DELETE FROM usage_event WHERE id = ${s.usage}`],
    (s) => [`I8 transfer ${s.usage}`],
  ],
  [
    'a line of the history that says less',
    (s) => [sql`UPDATE usage_event SET tokens_used = tokens_used - 1 WHERE id = ${s.usage}`],
    (s) => [`I8 transfer ${s.usage}`, `I16 transfer ${s.usage}`],
  ],
  [
    'a line of the history with another balance',
    (s) => [sql`UPDATE usage_event SET balance_after = 0 WHERE id = ${s.usage}`],
    (s) => [`I8 transfer ${s.usage}`],
  ],
  [
    'gift tokens made of bought ones',
    (s) => [sql`UPDATE account SET gift = gift + 1 WHERE id = ${s.account}`],
    (s) => [`I14 account ${s.account}`],
  ],
  [
    'gift tokens made of bought ones in the last transfer',
    (s) => [sql`UPDATE transfer SET gift_after = gift_after + 9 WHERE id = ${s.last}`],
    (s) => [`I14 transfer ${s.last}`, `I4 transfer ${s.last}`, `I14 account ${s.account}`],
  ],
  [
    'more gift tokens than there are tokens',
    (s) => [sql`UPDATE account SET gift = 99999 WHERE id = ${s.account}`],
    (s) => [`I14 account ${s.account}`, `I6 account ${s.account}`],
  ],
  [
    'a correction that is not of the charge it was made for',
    (s) => [sql`UPDATE transfer SET corrects = ${s.grant} WHERE id = ${s.correction}`],
    (s) => [`I15 transfer ${s.grant}`],
  ],
  [
    'an order that claims fewer tokens than it gave',
    (s) => [sql`UPDATE checkout_order SET tokens_posted = 1 WHERE id = ${s.order}`],
    (s) => [`I9 order ${s.order}`],
  ],
  [
    'a purchase whose order is gone',
    (s) => [sql`DELETE FROM checkout_order WHERE id = ${s.order}`],
    (s) => [`I9 transfer ${s.purchase}`],
  ],
  [
    'a hold that nobody settled for ten minutes',
    (s) => [
      sql`UPDATE hold SET lease_until = lease_until - ${TEN_MINUTES} WHERE id = ${s.pendingHold}`,
    ],
    (s) => [`I12 hold ${s.pendingHold}`],
  ],
  [
    'an answer that ended without its hold',
    (s) => [
      sql`UPDATE generation SET status = 'completed', running_key = NULL, finished_at = 1
        WHERE id = ${s.generation}`,
    ],
    (s) => [`I13 generation ${s.generation}`],
  ],
  [
    'an answer that runs on a hold that was voided',
    (s) => [
      sql`UPDATE hold SET status = 'voided', resolved_at = 1 WHERE id = ${s.pendingHold}`,
      sql`UPDATE account SET held = held - 60 WHERE id = ${s.account}`,
    ],
    (s) => [`I13 generation ${s.generation}`],
  ],
];
