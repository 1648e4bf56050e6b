import { Inject, Injectable } from '@nestjs/common';
import type { FeedbackAnswer, FeedbackRequest } from '@prome-dify/contracts';
import type { Transaction } from '../../platform/database';
import { Database, sql } from '../../platform/database';
import { ProblemError } from '../../platform/http';

/** Keeps what people think of answers; every statement is about an answer that is theirs. */
@Injectable()
export class FeedbackRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * Keeps one opinion of an answer, the latest, or none.
   * @throws ProblemError `not_found` for what is no answer, or not theirs
   */
  set(userId: string, messageId: string, feedback: FeedbackRequest): Promise<FeedbackAnswer> {
    const { rating, comment = null } = feedback;
    return this.database.run(async (tx) => {
      await assertOwnAnswer(tx, userId, messageId);
      if (rating === null) {
        await tx.execute(sql`DELETE FROM message_feedback WHERE id = ${messageId}`);
        return { rating, comment: null };
      }
      await tx.execute(sql`
        INSERT INTO message_feedback (id, rating, comment, updated_at)
        VALUES (${messageId}, ${rating}, ${comment}, ${Date.now()})
        ON CONFLICT (id) DO UPDATE SET rating = excluded.rating, comment = excluded.comment,
          updated_at = excluded.updated_at`);
      return { rating, comment };
    });
  }
}

async function assertOwnAnswer(tx: Transaction, userId: string, messageId: string): Promise<void> {
  const answer = await tx.row(sql`
    SELECT m.id FROM message m JOIN conversation c ON c.id = m.conversation_id
    WHERE m.id = ${messageId} AND m.role = 'assistant' AND c.user_id = ${userId}
      AND c.deleted_at IS NULL`);
  if (!answer) throw new ProblemError('not_found');
}
