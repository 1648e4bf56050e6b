import type { Engine, TestDatabase } from '@prome-dify/testing/databases';
import { uuidv7 } from 'uuidv7';
import { audit, BalanceEvents, Holds, Ledger, Postings } from '../ledger';
import type { Database } from '../platform/database';
import { withSnapshot } from '../platform/database';
import { openDatabase } from '../platform/database/open-database';
import { roundRobin } from './contestant';
import { BALANCE } from './turn';

/** Users that are made at the same time. */
const TOGETHER = 100;

/** A new database of the product, with users who can pay. */
export interface Books {
  readonly url: string;
  readonly database: Database;
  readonly holds: Holds;
  readonly userIds: readonly string[];
}

/** Makes a new database with so many users, open through the product. */
export async function openBooks({ url }: TestDatabase, users: number): Promise<Books> {
  const database = await openDatabase(url);
  const events = new BalanceEvents();
  const postings = new Postings(events);
  const ledger = new Ledger(database, postings);
  await ledger.onModuleInit();
  const userIds = Array.from({ length: users }, () => uuidv7());
  const nextUser = roundRobin(userIds);
  const welcome = (userId: string) =>
    database.run(async (tx) => {
      await ledger.openAccounts(tx, userId);
      await ledger.grantSignup(tx, userId, BALANCE);
    });
  for (let done = 0; done < users; done += TOGETHER) {
    // Not all at once: who waits long for a connection is turned away.
    const count = Math.min(TOGETHER, users - done);
    await Promise.all(Array.from({ length: count }, () => welcome(nextUser())));
  }
  return { url, database, holds: new Holds(postings, events), userIds };
}

/** Gives `use` a database of its own, which is gone afterwards. */
export async function withDatabase<T>(
  engine: Engine,
  use: (database: TestDatabase) => Promise<T>,
): Promise<T> {
  const database = await engine.createDatabase();
  try {
    return await use(database);
  } finally {
    await database.remove();
  }
}

/**
 * Books that are wrong were not worth measuring.
 * @throws when the audit finds anything in them
 */
export async function assertSound(url: string): Promise<void> {
  const { findings } = await withSnapshot(url, audit);
  if (findings.length > 0) throw new Error(`the books are wrong: ${JSON.stringify(findings[0])}`);
}
