import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '../platform/database';
import { Database, sql } from '../platform/database';
import type { ConversationRow } from './conversations/conversation.repository';

/** Pages of the search index that are written anew at the most when somebody goes. */
const MERGED_PAGES = 500;

/** A conversation that is kept, also one that is hidden since its owner deleted it. */
export interface KeptConversation extends ConversationRow {
  readonly deletedAt: number | null;
}

/** All that the chat keeps of one person: to be handed out, and to be removed. */
@Injectable()
export class ChatRecordsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Oldest first, from behind the conversation `after`. */
  conversations(userId: string, after: string, limit: number): Promise<KeptConversation[]> {
    return this.database.read.rows(sql`
      SELECT id, user_id AS "userId", title, pinned, archived, created_at AS "createdAt",
        updated_at AS "updatedAt", deleted_at AS "deletedAt"
      FROM conversation WHERE user_id = ${userId} AND id > ${after} ORDER BY id LIMIT ${limit}`);
  }

  /** The holds of everything that was ever asked. */
  async holdIds(tx: Transaction, userId: string): Promise<string[]> {
    const rows = await tx.rows<{ id: string }>(
      sql`SELECT hold_id AS id FROM generation WHERE user_id = ${userId}`,
    );
    return rows.map(({ id }) => id);
  }

  /** Removes conversations, messages and generations; triggers take them out of the search. */
  async remove(tx: Transaction, userId: string): Promise<void> {
    await tx.execute(sql`DELETE FROM generation WHERE user_id = ${userId}`);
    await tx.execute(sql`
      DELETE FROM message
      WHERE conversation_id IN (SELECT id FROM conversation WHERE user_id = ${userId})`);
    await tx.execute(sql`DELETE FROM conversation WHERE user_id = ${userId}`);
    // FTS5 only marks words as gone, until it merges the pages that they are on.
    if (tx.dialect === 'sqlite') {
      await tx.execute(sql`
        INSERT INTO search_words (search_words, rank) VALUES ('merge', ${-MERGED_PAGES})`);
    }
  }
}
