import type { Engine } from '@prome-dify/testing/databases';
import { reachableEngines } from '@prome-dify/testing/databases';
import type { AuditSizes } from './audits';
import { auditHere, measureAudits } from './audits';
import type { Rounds } from './race';
import { auditTable, turnsTable } from './report';
import { compareTurns } from './turns';

interface Size {
  /** Who have answers written at the same time. */
  readonly users: number;
  readonly rounds: Rounds;
  readonly audits: AuditSizes;
}

const FULL: Size = {
  users: 500,
  rounds: { rounds: 15, sliceMs: 400 },
  audits: { users: 10_000, perUser: [25, 100] },
};
const QUICK: Size = {
  users: 10,
  rounds: { rounds: 1, sliceMs: 20 },
  audits: { users: 10, perUser: [3, 6] },
};

const NAMES: Readonly<Record<Engine['name'], string>> = {
  sqlite: 'SQLite',
  postgres: 'PostgreSQL',
};

async function bench({ users, rounds, audits }: Size): Promise<void> {
  const engines = await reachableEngines();
  for (const engine of engines) print(turnsTable(await compareTurns(engine, users, rounds)));
  for (const engine of engines) {
    print(auditTable(NAMES[engine.name], await measureAudits(engine, audits)));
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

const [command, url = ''] = process.argv.slice(2);
if (command === 'audit') print(JSON.stringify(await auditHere(url)));
else await bench(command === '--quick' ? QUICK : FULL);
