import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Engine } from '@prome-dify/testing/databases';
import { audit } from '../ledger';
import { withSnapshot } from '../platform/database';
import { openBooks, withDatabase } from './books';
import { writeAnswers } from './many-transfers';

/** How long one audit took and how much memory it needed above the process that began it. */
export interface AuditResult {
  readonly transfers: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly grownMiB: number;
}

export interface AuditSizes {
  readonly users: number;
  /** Transfers per user at each audit. */
  readonly perUser: readonly number[];
}

const MIB = 1024 * 1024;
/** Memory for objects, the same for books of any size; with much less, garbage takes the time. */
const HEAP_MIB = 256;

/** Audits books that grow, each time in a process of its own. */
export function measureAudits(
  engine: Engine,
  { users, perUser }: AuditSizes,
): Promise<AuditResult[]> {
  return withDatabase(engine, async (made) => {
    const { database, url } = await openBooks(made, users);
    await database.close();
    const results: AuditResult[] = [];
    let written = 1;
    for (const transfers of perUser) {
      await writeAnswers(url, written + 1, transfers);
      written = transfers;
      results.push(await auditApart(url));
    }
    return results;
  });
}

async function auditApart(url: string): Promise<AuditResult> {
  const main = process.argv[1] ?? '';
  const args = [`--max-old-space-size=${HEAP_MIB}`, main, 'audit', url];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as AuditResult;
}

/**
 * For the process apart: one audit.
 * @throws when the books are not sound
 */
export async function auditHere(url: string): Promise<AuditResult> {
  const before = process.memoryUsage.rss();
  const [begun, cpuBefore] = [performance.now(), process.cpuUsage()];
  const { transfers, findings } = await withSnapshot(url, audit);
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  if (findings.length > 0) throw new Error(`the books are wrong: ${JSON.stringify(findings[0])}`);
  const grownMiB = (process.resourceUsage().maxRSS * 1024 - before) / MIB;
  return { transfers, seconds, cpuSeconds: (user + system) / 1_000_000, grownMiB };
}
