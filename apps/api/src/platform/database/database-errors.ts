import { types } from 'node:util';
import { QueryFailedError } from 'typeorm';

interface DriverError {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly table?: unknown;
  readonly detail?: unknown;
}

/** The error of the driver: as it is from our own statements, wrapped from TypeORM's. */
function driverError(error: unknown): DriverError | undefined {
  if (error instanceof QueryFailedError) return error.driverError as DriverError;
  return types.isNativeError(error) && 'code' in error ? error : undefined;
}

/** Whether `error` says that a row with this value of `table.column` exists, on any database. */
export function isUniqueViolation(error: unknown, table: string, column: string): boolean {
  const cause = driverError(error);
  if (!cause) return false;
  if (cause.code === '23505') {
    // The sentence is in the server's language; the columns come first in all of them.
    const columns = /\(([^()]*)\)=\(/.exec(String(cause.detail))?.[1];
    return cause.table === table && columns === column;
  }
  return (
    String(cause.code).startsWith('SQLITE_CONSTRAINT') &&
    cause.message === `UNIQUE constraint failed: ${table}.${column}`
  );
}

/** Serialisation failure or deadlock: the same unit may succeed when run again. */
export function isConflict(error: unknown): boolean {
  const code = driverError(error)?.code;
  return code === '40001' || code === '40P01';
}

const UNAVAILABLE =
  /^(08...|53...|57P0.|55P03|57014|SQLITE_(FULL|IOERR|BUSY|READONLY|CANTOPEN).*)$/;
const NETWORK = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/;

/** The database cannot answer now (down, disk full, timed out): the caller may try again later. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!types.isNativeError(error)) return false;
  const { code, message }: DriverError = driverError(error) ?? error;
  if (typeof code === 'string' && (UNAVAILABLE.test(code) || NETWORK.test(code))) return true;
  return /Connection terminated|timeout exceeded when trying to connect/.test(String(message));
}
