import { Inject, Injectable } from '@nestjs/common';
import { Database, sql } from '../../platform/database';
import type { ChargedAnswer } from './receipt';

/** Reads what was written with the charge of an answer; every statement names the owner. */
@Injectable()
export class ReceiptRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The charge of an answer; `undefined` when it is not the user's, or nothing was charged. */
  find(userId: string, messageId: string): Promise<ChargedAnswer | undefined> {
    return this.database.read.row<ChargedAnswer>(sql`
      SELECT u.id, u.message_id AS "messageId", u.conversation_id AS "conversationId", u.model,
        u.source, u.tokens_used AS "tokensUsed", u.balance_after AS "balanceAfter",
        u.prompt_tokens AS "promptTokens", u.cached_tokens AS "cachedTokens",
        u.completion_tokens AS "completionTokens", u.input_rate_milli AS "inputRateMilli",
        u.cached_rate_milli AS "cachedRateMilli", u.output_rate_milli AS "outputRateMilli",
        u.created_at AS "createdAt",
        (SELECT CAST(COALESCE(SUM(c.amount), 0) AS BIGINT) FROM transfer c
          WHERE c.corrects = t.id) AS "creditedBack"
      FROM generation g
      JOIN transfer t ON t.hold_id = g.hold_id
      JOIN usage_event u ON u.id = t.id
      WHERE g.assistant_message_id = ${messageId} AND g.user_id = ${userId}`);
  }
}
