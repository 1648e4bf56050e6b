import type { Engine } from '@prome-dify/testing/databases';
import { uuidv7 } from 'uuidv7';
import type { Database } from '../../platform/database';
import { sql, withSnapshot } from '../../platform/database';
import { openDatabase } from '../../platform/database/open-database';
import { AccountClosing } from '../account-closing';
import { userAccount } from '../accounts';
import type { AuditReport } from '../audit/audit';
import { audit } from '../audit/audit';
import { BalanceEvents } from '../balance-events';
import { Budgets } from '../budgets';
import { Corrections } from '../corrections';
import { Debts } from '../debts';
import { Holds } from '../holds';
import { Ledger } from '../ledger';
import { Postings } from '../postings';

/** For specs: the ledger over a database of its own. */
export interface OpenedLedger {
  readonly url: string;
  readonly database: Database;
  readonly events: BalanceEvents;
  readonly ledger: Ledger;
  readonly postings: Postings;
  readonly holds: Holds;
  readonly debts: Debts;
  readonly corrections: Corrections;
  readonly budgets: Budgets;
  readonly closing: AccountClosing;
  /** A new user with so many sign-up tokens. */
  newUser(tokens?: number): Promise<string>;
  restrict(userId: string): Promise<void>;
  /** An audit over a snapshot, as the command line makes it. */
  audit(): Promise<AuditReport>;
  close(): Promise<void>;
}

export async function openLedger(engine: Engine): Promise<OpenedLedger> {
  const { url, remove } = await engine.createDatabase();
  const opened = await openLedgerAt(url);
  const close = async () => {
    await opened.close();
    await remove();
  };
  return { ...opened, close };
}

/** The ledger over a database that is there already and that stays. */
export async function openLedgerAt(url: string): Promise<OpenedLedger> {
  const database = await openDatabase(url);
  const events = new BalanceEvents();
  const postings = new Postings(events);
  const debts = new Debts(postings);
  const ledger = new Ledger(database, postings);
  await ledger.onModuleInit();
  return {
    url,
    database,
    events,
    ledger,
    postings,
    holds: new Holds(postings, events),
    debts,
    corrections: new Corrections(debts),
    budgets: new Budgets(database),
    closing: new AccountClosing(debts, postings),
    async newUser(tokens = 0) {
      const userId = uuidv7();
      await database.run(async (tx) => {
        await ledger.openAccounts(tx, userId);
        if (tokens > 0) await ledger.grantSignup(tx, userId, tokens);
      });
      return userId;
    },
    async restrict(userId) {
      await database.run((tx) =>
        tx.execute(sql`UPDATE account SET restricted = 1 WHERE id = ${userAccount(userId)}`),
      );
    },
    audit: () => withSnapshot(url, audit),
    close: () => database.close(),
  };
}
