import { Inject, Injectable } from '@nestjs/common';
import { Database, sql } from '../../platform/database';

/** What a link shows: the title, and the messages up to this one, as they were then. */
export interface Snapshot {
  readonly title: string;
  readonly lastMessageId: string;
  readonly updatedAt: number;
}

/** The link of a conversation. */
export interface ShareRow extends Snapshot {
  readonly conversationId: string;
  readonly seed: string;
  readonly tokenHash: string;
  readonly createdAt: number;
}

const SHARE = sql`s.conversation_id AS "conversationId", s.seed, s.token_hash AS "tokenHash",
  s.title, s.last_message_id AS "lastMessageId", s.created_at AS "createdAt",
  s.updated_at AS "updatedAt"`;

/** Reads and writes links; whose a conversation is has been asked before. */
@Injectable()
export class ShareRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  find(conversationId: string): Promise<ShareRow | undefined> {
    return this.database.read.row(sql`
      SELECT ${SHARE} FROM conversation_share s WHERE s.conversation_id = ${conversationId}`);
  }

  /** The link with this token, while its conversation exists. */
  findByToken(tokenHash: string): Promise<ShareRow | undefined> {
    return this.database.read.row(sql`
      SELECT ${SHARE} FROM conversation_share s
      JOIN conversation c ON c.id = s.conversation_id AND c.deleted_at IS NULL
      WHERE s.token_hash = ${tokenHash}`);
  }

  /** Adds a link, unless there is one: of two at the same moment, one is enough. */
  async insert(id: string, share: ShareRow): Promise<void> {
    await this.database.run((tx) =>
      tx.execute(sql`
        INSERT INTO conversation_share (id, conversation_id, seed, token_hash, title,
          last_message_id, created_at, updated_at)
        VALUES (${id}, ${share.conversationId}, ${share.seed}, ${share.tokenHash}, ${share.title},
          ${share.lastMessageId}, ${share.createdAt}, ${share.updatedAt})
        ON CONFLICT (conversation_id) DO NOTHING`),
    );
  }

  /** Lets the link show something else. */
  async show(conversationId: string, to: Snapshot): Promise<void> {
    await this.database.run((tx) =>
      tx.execute(sql`
        UPDATE conversation_share SET title = ${to.title}, last_message_id = ${to.lastMessageId},
          updated_at = ${to.updatedAt}
        WHERE conversation_id = ${conversationId}`),
    );
  }

  /** Gives the link another token; the one before leads nowhere. */
  async setToken(conversationId: string, tokenHash: string): Promise<void> {
    await this.database.run((tx) =>
      tx.execute(sql`
        UPDATE conversation_share SET token_hash = ${tokenHash}
        WHERE conversation_id = ${conversationId}`),
    );
  }

  async remove(conversationId: string): Promise<void> {
    await this.database.run((tx) =>
      tx.execute(sql`DELETE FROM conversation_share WHERE conversation_id = ${conversationId}`),
    );
  }
}
