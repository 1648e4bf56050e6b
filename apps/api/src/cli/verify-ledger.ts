import type { AuditReport } from '../ledger';
import { audit } from '../ledger';
import { loadConfig } from '../platform/config/config';
import { withSnapshot } from '../platform/database';
import { isMissingFile, reasonOf } from './unreadable';

/** Checks the books and prints what it found; 1 when an invariant is broken, 2 when it could not look. */
export async function verifyLedger(): Promise<number> {
  try {
    const { DATABASE_URL } = loadConfig({ DATABASE_URL: process.env['DATABASE_URL'] });
    if (isMissingFile(DATABASE_URL)) {
      process.stderr.write('There is no database yet; start the server first.\n');
      return 2;
    }
    return print(await withSnapshot(DATABASE_URL, audit));
  } catch (error) {
    process.stderr.write(`The ledger could not be read: ${reasonOf(error)}\n`);
    return 2;
  }
}

function print({ accounts, transfers, holds, findings }: AuditReport): number {
  for (const { invariant, subject, problem } of findings) {
    process.stdout.write(`${invariant}  ${subject}: ${problem}\n`);
  }
  const looked = `${accounts} accounts, ${transfers} transfers and ${holds} holds`;
  process.stdout.write(
    findings.length === 0
      ? `The ledger is sound: ${looked} verified.\n`
      : `The ledger is NOT sound: ${findings.length} findings in ${looked}.\n`,
  );
  return findings.length === 0 ? 0 : 1;
}
