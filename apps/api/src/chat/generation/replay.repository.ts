import { Inject, Injectable } from '@nestjs/common';
import type {
  DoneReason,
  ErrorCode,
  LengthBound,
  MessageStatus,
  UsageSource,
} from '@prome-dify/contracts';
import { Database, sql } from '../../platform/database';

/** A stored generation with its answer, and its usage if it was charged. */
export interface GenerationRow {
  readonly conversationId: string;
  readonly isNew: boolean | number;
  readonly text: string;
  readonly messageStatus: MessageStatus;
  /** The reason of `done`, or the code of the error; `null` while it runs. */
  readonly outcome: DoneReason | ErrorCode | null;
  readonly limitedBy: LengthBound;
  readonly tokensUsed: number | null;
  readonly balanceAfter: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly model: string;
  readonly source: UsageSource;
}

/** Reads generations for those who come later; every statement names their owner. */
@Injectable()
export class ReplayRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  findByKey(requestKey: string): Promise<{ id: string; requestHash: string } | undefined> {
    return this.database.read.row(sql`
      SELECT id, request_hash AS "requestHash" FROM generation WHERE request_key = ${requestKey}`);
  }

  find(userId: string, generationId: string): Promise<GenerationRow | undefined> {
    return this.database.read.row(sql`
      SELECT g.conversation_id AS "conversationId", m.content AS text, m.status AS "messageStatus",
        g.outcome, g.limited_by AS "limitedBy", g.model,
        NOT EXISTS (SELECT 1 FROM generation e WHERE e.conversation_id = g.conversation_id
          AND e.id < g.id) AS "isNew",
        u.tokens_used AS "tokensUsed", u.balance_after AS "balanceAfter",
        u.prompt_tokens AS "promptTokens", u.completion_tokens AS "completionTokens", u.source
      FROM generation g
      JOIN message m ON m.id = g.assistant_message_id
      LEFT JOIN hold h ON h.id = g.hold_id
      LEFT JOIN transfer t ON t.hold_id = h.id
      LEFT JOIN usage_event u ON u.id = t.id
      WHERE g.id = ${generationId} AND g.user_id = ${userId}`);
  }
}
