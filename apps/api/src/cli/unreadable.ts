import { existsSync } from 'node:fs';
import { sqlitePath } from '../platform/database';

/** Whether the database is a file that is not there; opening it would make one. */
export function isMissingFile(databaseUrl: string): boolean {
  return databaseUrl.startsWith('file:') && !existsSync(sqlitePath(databaseUrl));
}

/** Why something could not be read. Drivers give some failures to connect a code and no message. */
export function reasonOf(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return message || code || 'unknown';
}
