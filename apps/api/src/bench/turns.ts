import type { Engine } from '@prome-dify/testing/databases';
import { sqlitePath } from '../platform/database';
import { barePostgres } from './bare-postgres';
import { bareSqlite } from './bare-sqlite';
import type { Books } from './books';
import { assertSound, openBooks, withDatabase } from './books';
import type { Contestant } from './contestant';
import { product } from './product';
import type { Pair, PairResult, Rounds } from './race';
import { race } from './race';

const GROUP = 64;
const CLIENTS = 32;

/** The goals: so much of what the bare driver does with the same statements. */
const SQLITE_GOAL = 0.5;
const POSTGRES_GOAL = 0.7;

/** Turns per second of the product and of the bare driver, each on a database of its own. */
export function compareTurns(engine: Engine, users: number, rounds: Rounds): Promise<PairResult[]> {
  return withDatabase(engine, (ours) =>
    withDatabase(engine, async (theirs) => {
      const books = await openBooks(ours, users);
      const bare = await openBooks(theirs, users);
      await bare.database.close();
      const pairs =
        engine.name === 'sqlite' ? sqlitePairs(books, bare) : postgresPairs(books, bare);
      const results = await race(pairs, rounds);
      for (const each of contestantsOf(pairs)) await each.close();
      await books.database.close();
      await Promise.all([assertSound(ours.url), assertSound(theirs.url)]);
      return results;
    }),
  );
}

function sqlitePairs(books: Books, { url, userIds }: Books): Pair[] {
  const perStep = bareSqlite(sqlitePath(url), userIds, 1);
  const grouped = bareSqlite(sqlitePath(url), userIds, GROUP);
  const [alone, together] = [product(books, 1), product(books, GROUP)];
  const name = 'SQLite';
  return [
    {
      pattern: `${name}, one after the other`,
      product: alone,
      baseline: perStep,
      goal: SQLITE_GOAL,
    },
    {
      pattern: `${name}, ${GROUP} at once`,
      product: together,
      baseline: perStep,
      goal: SQLITE_GOAL,
    },
    {
      pattern: `${name}, ${GROUP} at once`,
      product: together,
      baseline: grouped,
      goal: SQLITE_GOAL,
    },
  ];
}

function postgresPairs(books: Books, { url, userIds }: Books): Pair[] {
  const pair = (clients: number, users: number, who: string): Pair => ({
    pattern: `PostgreSQL, ${clients === 1 ? 'one after the other' : `${clients} at once`}, ${who}`,
    product: product(books, clients, users),
    baseline: barePostgres(url, userIds.slice(0, users), clients),
    goal: POSTGRES_GOAL,
  });
  return [1, CLIENTS].flatMap((clients) => [
    pair(clients, userIds.length, `${userIds.length} users`),
    pair(clients, 1, 'one user'),
  ]);
}

function contestantsOf(pairs: readonly Pair[]): Set<Contestant> {
  return new Set(pairs.flatMap(({ product: ours, baseline }) => [ours, baseline]));
}
