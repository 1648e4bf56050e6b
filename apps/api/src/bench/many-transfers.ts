import BetterSqlite3 from 'better-sqlite3';
import { hash } from 'node:crypto';
import pg from 'pg';
import { sqlitePath } from '../platform/database';
import { HELD, LEASE_MS, USED } from './turn';

/** Runs one statement with positional values written into it by us, never by anybody else. */
type Execute = (statement: string) => Promise<unknown>;

/**
 * Gives every user the answers from their `from`th to their `upTo`th transfer, all users in turn,
 * so that the transfers of one account lie apart as they would after months.
 */
export async function writeAnswers(url: string, from: number, upTo: number): Promise<void> {
  const { execute, sha256, close } = url.startsWith('file:')
    ? bulkSqlite(url)
    : await bulkPostgres(url);
  for (let version = from; version <= upTo; version += 1) {
    for (const statement of answersOfAll(version, sha256)) await execute(statement);
  }
  await close();
}

/** One more settled answer for each user, in as few statements as there are tables. */
function answersOfAll(version: number, sha256: (text: string) => string): string[] {
  const id = `'${String(version).padStart(8, '0')}' || substr(user_id, 9)`;
  const now = 1_790_000_000_000 + version * 1000;
  const [posted, gift] = [`posted - ${USED}`, `gift - ${USED}`];
  const content = [
    ...['last_hash', `'settle:' || ${id}`, `'usage'`, 'id', `'sys:usage'`, USED],
    ...[version, `(${posted})`, `(${gift})`, now],
  ].join(` || '|' || `);
  return [
    `INSERT INTO hold (id, account_id, request_key, amount, settled, status, owner, lease_until,
        created_at, resolved_at)
      SELECT ${id}, id, ${id}, ${HELD}, ${USED}, 'posted', 'bench', ${now + LEASE_MS}, ${now}, ${now}
      FROM account WHERE kind = 'user'`,
    `INSERT INTO transfer (id, idem_key, kind, debit_account, credit_account, amount, hold_id,
        owner_account, owner_version, balance_after, gift_after, prev_hash, hash, created_at)
      SELECT ${id}, 'settle:' || ${id}, 'usage', id, 'sys:usage', ${USED}, ${id}, id, ${version},
        ${posted}, ${gift}, last_hash, ${sha256(content)}, ${now}
      FROM account WHERE kind = 'user'`,
    `INSERT INTO usage_event (id, user_id, tokens_used, balance_after, type, model, prompt_tokens,
        cached_tokens, completion_tokens, input_rate_milli, cached_rate_milli, output_rate_milli,
        source, created_at)
      SELECT ${id}, user_id, ${USED}, ${posted}, 'chat', 'demo', 100, 0, 50, 1000, 1000, 2000,
        'provider', ${now}
      FROM account WHERE kind = 'user'`,
    `UPDATE account SET posted = ${posted}, gift = ${gift}, version = ${version}, last_hash =
        (SELECT t.hash FROM transfer t
          WHERE t.owner_account = account.id AND t.owner_version = ${version})
      WHERE kind = 'user'`,
  ];
}

interface Bulk {
  readonly execute: Execute;
  /** The SQL for the SHA-256 of a text, in hexadecimal. */
  readonly sha256: (text: string) => string;
  close(): Promise<unknown>;
}

function bulkSqlite(url: string): Bulk {
  const connection = new BetterSqlite3(sqlitePath(url));
  connection.pragma('synchronous = OFF');
  connection.pragma('foreign_keys = OFF');
  // Half a gigabyte (in KiB): rows of random hashes go everywhere.
  connection.pragma('cache_size = -500000');
  connection.function('sha256', { deterministic: true }, (text) => hash('sha256', String(text)));
  return {
    execute: (statement) => Promise.resolve(connection.exec(statement)),
    sha256: (text) => `sha256(${text})`,
    close: () => Promise.resolve(connection.close()),
  };
}

async function bulkPostgres(url: string): Promise<Bulk> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('SET synchronous_commit = off');
  return {
    execute: (statement) => client.query(statement),
    sha256: (text) => `encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`,
    async close() {
      // As autovacuum would have done long before.
      await client.query('VACUUM ANALYZE');
      await client.end();
    },
  };
}
