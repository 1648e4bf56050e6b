import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';

/** Another process serves from the same file. */
export class DatabaseInUseError extends Error {
  constructor(path: string) {
    super(`another server is using ${path}; SQLite serves one process, PostgreSQL serves several`);
    this.name = 'DatabaseInUseError';
  }
}

/**
 * Takes the one-process lock of a SQLite database and returns its release. The lock is SQLite's
 * own, on a file beside the database, so the operating system frees it however the process ends.
 * @throws DatabaseInUseError when another process has it
 */
export function lockSqliteFile(path: string): () => void {
  mkdirSync(dirname(path), { recursive: true });
  const lock = new BetterSqlite3(`${path}.lock`, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    const { code } = error as { code?: unknown };
    throw code === 'SQLITE_BUSY' ? new DatabaseInUseError(path) : error;
  }
  return () => lock.close();
}
