import { setTimeout as delay } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import BetterSqlite3 from 'better-sqlite3';

// A thread of its own (see wal-keeper.ts) that carries committed pages from the write-ahead log
// into the database file, so that no request waits while the disk takes them.
const PERIOD_MS = 500;

const connection = new BetterSqlite3(workerData as string, { fileMustExist: true });
/** Another number than before: somebody has committed. */
const version = connection.prepare('PRAGMA data_version').pluck();
let carried: unknown;
for (;;) {
  const committed = version.get();
  if (committed !== carried) connection.pragma('wal_checkpoint(PASSIVE)');
  carried = committed;
  await delay(PERIOD_MS);
}
