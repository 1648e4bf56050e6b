import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { engineFor } from './database';
import { PROMISES } from './promises';
import { headOf, lineOf, summaryOf } from './report';
import type { Result } from './run';
import { play } from './run';

const USAGE = `usage: prove [--only P1,P7] [--database sqlite|postgres] [--json] [--set NAME=value]…
             [--times 1] [--minutes 0]
  SEED=n repeats a run; --set gives the server settings of your own. --times plays each promise so
  often; --minutes lets the flood of P31 go on for a twelfth of them, and normal work after it for all.
  DATABASE_URL=postgres://… plays in a database of its own at that server, or in the one that is
  named if it is empty and no other may be created. Otherwise a temporary SQLite file is used.
`;

const INTERRUPTED = 130;

const values = given();
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const wanted = values.only?.toUpperCase().split(',') ?? PROMISES.map(({ id }) => id);
const promises = PROMISES.filter(({ id }) => wanted.includes(id));
const env: Record<string, string> = {};
for (const each of values.set) {
  const [name = '', value = ''] = each.split(/=(.*)/s, 2);
  env[name] = value;
}
const effort = { times: Number(values.times), minutes: Number(values.minutes) };
const isPossible =
  Number.isSafeInteger(seed) &&
  Number.isSafeInteger(effort.times) &&
  effort.times > 0 &&
  effort.minutes >= 0;
if (values.help) explain(0);
if (promises.length < wanted.length || !isPossible) explain(2);

// A scenario that broke leaves requests behind; that it broke is what the report says.
process.on('unhandledRejection', () => undefined);
// At a keyboard the signal comes twice: from the terminal and from the command that started us.
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupted.abort());
// Whoever reads the report has left.
process.stdout.on('error', () => interrupted.abort());

// All that is temporary from here on lies in one folder, so that nothing of it is forgotten.
const folder = await mkdtemp(join(tmpdir(), 'prome-dify-prove-'));
process.env['TMPDIR'] = folder;

const results: Result[] = [];
let code = 1;
try {
  const engine = await engineFor(values.database, process.env['DATABASE_URL']);
  if (!values.json) process.stdout.write(headOf(engine.name, seed));
  for await (const result of play({ engine, seed, env }, promises, effort, interrupted.signal)) {
    results.push(result);
    if (!values.json) process.stdout.write(lineOf(result));
  }
  const report = { seed, database: engine.name, results };
  process.stdout.write(
    values.json
      ? `${JSON.stringify(report, null, 2)}\n`
      : summaryOf(results, promises.length, seed),
  );
  if (interrupted.signal.aborted) code = INTERRUPTED;
  else if (results.every(({ isKept }) => isKept)) code = 0;
} catch (error) {
  process.stderr.write(`${String(error)}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exit(code);

/** The options as they were given; says how to give them when it cannot be read. */
function given() {
  try {
    return parseArgs({
      options: {
        only: { type: 'string' },
        database: { type: 'string' },
        json: { type: 'boolean', default: false },
        set: { type: 'string', multiple: true, default: [] },
        times: { type: 'string', default: '1' },
        minutes: { type: 'string', default: '0' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return explain(2);
  }
}

/** Says how the command is used, and ends. */
function explain(code: number): never {
  process.stderr.write(`${USAGE}  promises: ${PROMISES.map(({ id }) => id).join(', ')}\n`);
  process.exit(code);
}
