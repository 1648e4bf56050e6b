import { Injectable } from '@nestjs/common';
import type { MessageStatus } from '@prome-dify/contracts';
import type { Transaction } from '../platform/database';
import { sql } from '../platform/database';
import type { Ending } from './generation/ending';
import type { NewTurn } from './turn/new-turn';

type GenerationStatus = 'completed' | 'stopped' | 'failed' | 'interrupted';

const GENERATION_STATUS: Readonly<Record<Exclude<MessageStatus, 'streaming'>, GenerationStatus>> = {
  complete: 'completed',
  stopped: 'stopped',
  failed: 'failed',
  interrupted: 'interrupted',
};

/** Writes turns: their rows are born and end together. */
@Injectable()
export class ChatRepository {
  /**
   * A generation that keeps this turn from beginning: the one that the same request began, else
   * one that is running in its conversation. The caller holds the user's lock.
   */
  async inTheWay(
    tx: Transaction,
    { requestKey, conversationId }: Pick<NewTurn, 'requestKey' | 'conversationId'>,
  ): Promise<{ readonly isSame: boolean } | undefined> {
    const rows = await tx.rows<{ key: string }>(sql`
      SELECT request_key AS key FROM generation
      WHERE request_key = ${requestKey} OR running_key = ${conversationId}`);
    return rows.length > 0 ? { isSame: rows.some(({ key }) => key === requestKey) } : undefined;
  }

  /**
   * Makes the conversation, or marks it as just used, with the turn as the end of what is shown;
   * `false` when it is gone, or has gone on since the turn was prepared.
   */
  async touchConversation(tx: Transaction, turn: NewTurn): Promise<boolean> {
    const { conversationId, userId, isNew, title, assistantMessageId, now } = turn;
    if (isNew) {
      await tx.execute(sql`
        INSERT INTO conversation (id, user_id, title, created_at, updated_at, active_message_id)
        VALUES (${conversationId}, ${userId}, ${title}, ${now}, ${now}, ${assistantMessageId})`);
      return true;
    }
    const { goesOn, parentId } = turn.place;
    const still = goesOn ? sql`AND active_message_id IS NOT DISTINCT FROM ${parentId}` : sql``;
    const touched = await tx.execute(sql`
      UPDATE conversation SET updated_at = ${now}, active_message_id = ${assistantMessageId}
      WHERE id = ${conversationId} AND user_id = ${userId} AND deleted_at IS NULL ${still}`);
    return touched === 1;
  }

  /** Writes the question, unless it is there already, the empty answer and the running generation. */
  async begin(tx: Transaction, turn: NewTurn, holdId: string): Promise<void> {
    const { generationId, conversationId, userId, now, model, place } = turn;
    await tx.execute(sql`
      INSERT INTO generation (id, hold_id, user_id, conversation_id, running_key, request_key,
        request_hash, user_message_id, assistant_message_id, model, input_rate_milli,
        cached_rate_milli, output_rate_milli, max_output_tokens, limited_by, prompt_tokens,
        created_at)
      VALUES (${generationId}, ${holdId}, ${userId}, ${conversationId}, ${conversationId},
        ${turn.requestKey}, ${turn.requestHash}, ${turn.userMessageId},
        ${turn.assistantMessageId}, ${model.id}, ${model.rates.inputMilli},
        ${model.rates.cachedMilli}, ${model.rates.outputMilli}, ${turn.maxOutputTokens},
        ${turn.limitedBy}, ${turn.promptTokens}, ${now})`);
    const question = sql`(${turn.userMessageId}, ${conversationId}, ${place.parentId}, 'user',
      ${place.question}, ${turn.messageTokens}, 'complete', NULL, ${now}),`;
    await tx.execute(sql`
      INSERT INTO message (id, conversation_id, parent_id, role, content, tokens, status, model,
        created_at)
      VALUES ${place.questionId === undefined ? question : sql``}
        (${turn.assistantMessageId}, ${conversationId}, ${turn.userMessageId}, 'assistant', '', 0,
          'streaming', ${model.id}, ${now})`);
  }

  /**
   * Saves what was generated since the last time, so that a crash loses little of it. It goes
   * behind the first `after` characters: a round whose commit was not heard of can be repeated.
   */
  async checkpoint(tx: Transaction, messageId: string, after: number, text: string): Promise<void> {
    await tx.execute(sql`
      UPDATE message SET content = SUBSTR(content, 1, ${after}) || ${text}
      WHERE id = ${messageId} AND status = 'streaming'`);
  }

  /** What a generation was charged, when it has ended just like this; nulls when it was not. */
  chargeOf(
    tx: Transaction,
    { generationId, status, outcome }: Ending,
  ): Promise<{ tokensUsed: number | null; balanceAfter: number | null } | undefined> {
    return tx.row(sql`
      SELECT t.amount AS "tokensUsed", t.balance_after AS "balanceAfter"
      FROM generation g LEFT JOIN transfer t ON t.hold_id = g.hold_id
      WHERE g.id = ${generationId} AND g.status = ${GENERATION_STATUS[status]}
        AND g.outcome = ${outcome}`);
  }

  /** Ends the generation and its message. */
  async finish(tx: Transaction, ending: Ending): Promise<void> {
    const { usage } = ending.billable;
    const now = Date.now();
    await tx.execute(sql`
      UPDATE generation SET status = ${GENERATION_STATUS[ending.status]},
        outcome = ${ending.outcome}, running_key = NULL,
        output_tokens = ${usage.output}, finished_at = ${now}
      WHERE id = ${ending.generationId} AND status = 'running'`);
    await tx.execute(sql`
      UPDATE message SET content = ${ending.text}, tokens = ${usage.output},
        status = ${ending.status}
      WHERE id = ${ending.assistantMessageId}`);
  }
}
