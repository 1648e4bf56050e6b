import { Inject, Injectable } from '@nestjs/common';
import { Database, sql } from '../../platform/database';
import { INDEXED_MAX } from './search.repository';

/** Indexes what SQLite has only noted to be indexed; PostgreSQL indexes by itself. */
@Injectable()
export class SearchIndexRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Whether anything waits to be indexed. */
  async isBehind(): Promise<boolean> {
    const { read } = this.database;
    if (read.dialect === 'postgres') return false;
    return (await read.row(sql`SELECT 1 FROM search_pending LIMIT 1`)) !== undefined;
  }

  /** Indexes the first `count` texts of those that wait, as they are now. */
  async index(count: number): Promise<void> {
    // What the power could take is still noted then.
    await this.database.run(async (tx) => {
      const { place } = (await tx.row<{ readonly place: number }>(sql`
        SELECT MAX(place) AS "place"
        FROM (SELECT place FROM search_pending ORDER BY place LIMIT ${count})`)) ?? { place: 0 };
      await tx.execute(sql`
        INSERT INTO search_entry (subject)
        SELECT subject FROM search_pending WHERE place <= ${place} ON CONFLICT DO NOTHING`);
      const entries = sql`search_pending p JOIN search_entry e ON e.subject = p.subject`;
      await tx.execute(sql`
        DELETE FROM search_words
        WHERE rowid IN (SELECT e.entry FROM ${entries} WHERE p.place <= ${place})`);
      await tx.execute(sql`
        INSERT INTO search_words (rowid, owner, words)
        SELECT e.entry, REPLACE(c.user_id, '-', ''),
          SUBSTR(COALESCE(m.content, c.title), 1, ${INDEXED_MAX})
        FROM ${entries}
        LEFT JOIN message m ON m.id = p.subject
        JOIN conversation c ON c.id = COALESCE(m.conversation_id, p.subject)
        WHERE p.place <= ${place}`);
      await tx.execute(sql`DELETE FROM search_pending WHERE place <= ${place}`);
    }, 'relaxed');
  }
}
