import type { Engine, TestDatabase } from '@prome-dify/testing/databases';
import type { Database } from '../database';
import { openDatabase } from '../open-database';
import { sql } from '../sql';
import type { Transaction } from '../transaction';

/** A new database of the product with one more table, `note`, that specs may write as they like. */
export interface Scratch {
  readonly url: string;
  readonly database: Database;
  /** All notes as committed, by id. */
  notes(): Promise<readonly Note[]>;
  /** Removes all notes. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export interface Note {
  readonly id: number;
  readonly text: string;
}

const TABLE = sql`CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)`;

/** Opens a {@link Scratch}. */
export async function openScratch(engine: Engine): Promise<Scratch> {
  const place: TestDatabase = await engine.createDatabase();
  const database = await openDatabase(place.url);
  await database.run((tx) => tx.execute(TABLE));
  return {
    url: place.url,
    database,
    notes: () => database.read.rows<Note>(sql`SELECT id, text FROM note ORDER BY id`),
    clear: async () => {
      await database.run((tx) => tx.execute(sql`DELETE FROM note`));
    },
    close: async () => {
      await database.close();
      await place.remove();
    },
  };
}

/** Writes one note. */
export async function write(tx: Transaction, id: number, text = `note ${id}`): Promise<void> {
  await tx.execute(sql`INSERT INTO note (id, text) VALUES (${id}, ${text})`);
}
