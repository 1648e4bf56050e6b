import { hash } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { SYSTEM_ACCOUNTS, userAccount } from '../ledger';
import { HELD, LEASE_MS, RECEIPT, USED } from './turn';

type Dialect = 'sqlite' | 'postgres';
type Value = string | number | null;

/** One statement of the baseline: its name among the texts, and its values in their order. */
export interface Step {
  readonly name: keyof Texts;
  readonly values: readonly Value[];
}

/** What a step answers: the row of its RETURNING. */
export type Row = Readonly<Record<string, string | number>>;

export type Texts = ReturnType<typeof textsWith>;

const OWNER = uuidv7();

/**
 * The statements that the ledger runs for one answer, for drivers without anything of ours around
 * them. The audit of what they wrote says whether they are still the same.
 */
export class TurnScript {
  readonly texts: Texts;

  constructor(private readonly dialect: Dialect) {
    const now =
      dialect === 'postgres' ? '(EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::bigint' : '?';
    this.texts = textsWith(now);
    if (dialect === 'postgres') this.texts = numbered(this.texts);
  }

  *open(userId: string, holdId: string): Generator<Step, void, Row> {
    const id = userAccount(userId);
    yield { name: 'setAside', values: [HELD, id, HELD] };
    const [lease, created] = this.dialect === 'postgres' ? [[], []] : [[Date.now()], [Date.now()]];
    const key = uuidv7();
    yield {
      name: 'insertHold',
      values: [holdId, id, key, HELD, OWNER, ...lease, LEASE_MS, ...created],
    };
  }

  *settle(userId: string, holdId: string): Generator<Step, void, Row> {
    const account = userAccount(userId);
    const now = this.dialect === 'postgres' ? [] : [Date.now()];
    yield { name: 'endHold', values: [...now, USED, USED, holdId, account] };
    const moved = yield { name: 'move', values: [-USED, HELD, USED, USED, account, -USED, HELD] };
    const id = uuidv7();
    const { posted = 0, gift = 0, version = 0, lastHash = '' } = moved;
    const idemKey = `settle:${holdId}`;
    const sides = [account, SYSTEM_ACCOUNTS.usage, USED];
    const createdAt = Date.now();
    const content = [lastHash, idemKey, 'usage', ...sides, version, posted, gift, createdAt];
    const sealed = hash('sha256', content.join('|'));
    yield { name: 'setHead', values: [sealed, account] };
    yield {
      name: 'insertTransfer',
      values: [
        ...[id, idemKey, 'usage', ...sides, holdId, null, null, account],
        ...[version, posted, gift, lastHash, sealed, createdAt],
      ],
    };
    yield { name: 'insertUsage', values: [id, userId, USED, posted, ...receipt(), Date.now()] };
  }
}

function receipt(): Value[] {
  const { conversationId, messageId, generationId, type, model, source } = RECEIPT;
  const { promptTokens, cachedTokens, completionTokens } = RECEIPT;
  const { inputRateMilli, cachedRateMilli, outputRateMilli } = RECEIPT;
  return [
    ...[conversationId, messageId, generationId, type, model, promptTokens, cachedTokens],
    ...[completionTokens, inputRateMilli, cachedRateMilli, outputRateMilli, source],
  ];
}

const textsWith = (now: string) => ({
  setAside: `UPDATE account SET held = held + ?
    WHERE id = ? AND restricted = 0 AND posted - held >= ? RETURNING id`,
  insertHold: `INSERT INTO hold (id, account_id, request_key, amount, status, owner, lease_until,
    created_at) VALUES (?, ?, ?, ?, 'pending', ?, ${now} + ?, ${now})`,
  endHold: `UPDATE hold SET status = 'posted', resolved_at = ${now},
    settled = CASE WHEN amount < ? THEN amount ELSE ? END
    WHERE id = ? AND account_id = ? AND status = 'pending'
    RETURNING account_id AS "accountId", amount, settled`,
  move: `UPDATE account SET posted = posted + ?, held = held - ?,
    gift = CASE WHEN gift > ? THEN gift - ? ELSE 0 END, version = version + 1
    WHERE id = ? AND (kind <> 'user' OR posted + ? >= held - ?)
    RETURNING posted, gift, version, last_hash AS "lastHash"`,
  setHead: 'UPDATE account SET last_hash = ? WHERE id = ?',
  insertTransfer: `INSERT INTO transfer (id, idem_key, kind, debit_account, credit_account, amount,
    hold_id, order_id, corrects, owner_account, owner_version, balance_after, gift_after,
    prev_hash, hash, created_at) VALUES (${marks(16)})`,
  insertUsage: `INSERT INTO usage_event (id, user_id, tokens_used, balance_after, conversation_id,
    message_id, generation_id, type, model, prompt_tokens, cached_tokens, completion_tokens,
    input_rate_milli, cached_rate_milli, output_rate_milli, source, created_at)
    VALUES (${marks(17)})`,
});

function marks(count: number): string {
  return Array<string>(count).fill('?').join(', ');
}

/** `?` as PostgreSQL writes it. */
function numbered(texts: Texts): Texts {
  const entries = Object.entries(texts).map(([name, text]) => {
    let count = 0;
    return [name, text.replace(/\?/g, () => `$${(count += 1)}`)];
  });
  return Object.fromEntries(entries) as Texts;
}
