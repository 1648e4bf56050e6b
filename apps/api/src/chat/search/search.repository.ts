import { Inject, Injectable } from '@nestjs/common';
import { Database, sql } from '../../platform/database';
import { toMatch, toTsquery } from './search-words';

export interface FoundRow {
  /** Of the message, or of the conversation whose title it is. */
  readonly subject: string;
  readonly conversationId: string;
  readonly title: string;
  readonly messageId: string | null;
  readonly role: 'user' | 'assistant' | null;
  readonly text: string;
  readonly createdAt: number;
}

/** Characters of a message that are indexed, so no hit is behind them. */
export const INDEXED_MAX = 100_000;

/** Looks for words in the index that the database keeps of titles and messages. */
@Injectable()
export class SearchRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Newest first; `before` is the subject after which the page begins. */
  find(
    userId: string,
    words: readonly string[],
    limit: number,
    before: string | undefined,
  ): Promise<FoundRow[]> {
    const { read } = this.database;
    const from = before === undefined ? sql`` : sql`AND e.subject < ${before}`;
    // The owner is a word of every entry: the words of others cost nothing.
    const hits =
      read.dialect === 'postgres'
        ? sql`search_entry e WHERE e.words @@ ${`'owner ${userId}'`}::tsquery
            AND e.words @@ to_tsquery('simple', ${toTsquery(words)}) ${from}`
        : sql`search_words w JOIN search_entry e ON e.entry = w.rowid
            WHERE search_words MATCH ${toMatch(userId, words)} ${from}`;
    return read.rows(sql`
      SELECT f.subject, c.id AS "conversationId", c.title, m.id AS "messageId", m.role,
        SUBSTR(COALESCE(m.content, c.title), 1, ${INDEXED_MAX}) AS "text",
        COALESCE(m.created_at, c.created_at) AS "createdAt"
      FROM (SELECT e.subject FROM ${hits}) f
      LEFT JOIN message m ON m.id = f.subject
      JOIN conversation c ON c.id = COALESCE(m.conversation_id, f.subject)
      WHERE c.user_id = ${userId} AND c.deleted_at IS NULL
      ORDER BY f.subject DESC LIMIT ${limit}`);
  }
}
