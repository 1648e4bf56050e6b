import BetterSqlite3 from 'better-sqlite3';
import { uuidv7 } from 'uuidv7';
import type { Contestant } from './contestant';
import { roundRobin } from './contestant';
import type { Row, Step } from './turn-script';
import { TurnScript } from './turn-script';

const PRAGMAS = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'recursive_triggers = ON',
  'foreign_keys = ON',
  'trusted_schema = OFF',
  'cell_size_check = ON',
];

/** better-sqlite3 with prepared statements and nothing of ours: so many steps per transaction. */
export function bareSqlite(
  path: string,
  userIds: readonly string[],
  stepsPerTransaction: number,
): Contestant {
  const connection = new BetterSqlite3(path);
  for (const pragma of PRAGMAS) connection.pragma(pragma);
  const script = new TurnScript('sqlite');
  const play = player(connection, script);
  const nextUser = roundRobin(userIds);
  const begin = connection.prepare('BEGIN IMMEDIATE');
  const commit = connection.prepare('COMMIT');
  const transact = (scripts: readonly Generator<Step, void, Row>[]) => {
    begin.run();
    for (const steps of scripts) play(steps);
    commit.run();
  };
  const steps =
    stepsPerTransaction === 1
      ? 'a transaction per step'
      : `${stepsPerTransaction} steps per transaction`;
  return {
    name: `better-sqlite3, ${steps}`,
    atOnce: 1,
    step() {
      const turns = Array.from({ length: stepsPerTransaction }, () => {
        return { userId: nextUser(), holdId: uuidv7() };
      });
      transact(turns.map(({ userId, holdId }) => script.open(userId, holdId)));
      transact(turns.map(({ userId, holdId }) => script.settle(userId, holdId)));
      return Promise.resolve(stepsPerTransaction);
    },
    close: () => Promise.resolve(void connection.close()),
  };
}

/** Runs the steps of a script at once; a step that finds no row is an error. */
function player(connection: BetterSqlite3.Database, { texts }: TurnScript) {
  const prepared = new Map(
    Object.entries(texts).map(([name, text]) => [name, connection.prepare<unknown[], Row>(text)]),
  );
  return (steps: Generator<Step, void, Row>): void => {
    let row: Row = {};
    for (let { done, value } = steps.next(row); !done && value; { done, value } = steps.next(row)) {
      const statement = prepared.get(value.name);
      if (!statement) throw new Error(`no statement ${value.name}`);
      const answer = statement.reader
        ? statement.get(...value.values)
        : statement.run(...value.values);
      if (!answer) throw new Error(`${value.name} found nothing`);
      row = statement.reader ? (answer as Row) : row;
    }
  };
}
