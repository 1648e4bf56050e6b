import { Inject, Injectable } from '@nestjs/common';
import type { Rates } from '../../models';
import { Holds } from '../../ledger';
import type { Queries, Sql, Transaction } from '../../platform/database';
import { Database, each, forUpdate, nowMs, sql } from '../../platform/database';
import type { Ending } from './ending';
import { Generations } from './generations';

/** A generation whose owner is gone, with all that its settlement needs; `text` as last saved. */
export interface Orphan extends Omit<Ending, 'rates' | 'status' | 'outcome' | 'billable'>, Rates {
  readonly promptTokens: number;
}

const BATCH = 100;

/** Finds generations whose lease is over. */
@Injectable()
export class SweeperRepository {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly holds: Holds,
    private readonly generations: Generations,
  ) {}

  /**
   * The holds of the next orphans. Where one process is `alone` with the database, every hold of
   * another owner is an orphan at once, lease or not.
   */
  async orphans(alone: boolean): Promise<string[]> {
    const { read } = this.database;
    const rows = await read.rows<{ id: string }>(sql`
      SELECT h.id FROM hold h JOIN generation g ON g.hold_id = h.id
      WHERE h.status = 'pending' AND ${this.isOrphan(read.dialect, alone)}
      ORDER BY h.lease_until LIMIT ${BATCH}`);
    return rows.map(({ id }) => id);
  }

  /** An orphan as it stands now, if it still is one; locked until the transaction ends. */
  lock(tx: Transaction, holdId: string, alone: boolean): Promise<Orphan | undefined> {
    return tx.row<Orphan>(sql`
      SELECT g.id AS "generationId", h.id AS "holdId", g.user_id AS "userId",
        g.conversation_id AS "conversationId", g.assistant_message_id AS "assistantMessageId",
        g.model AS "modelId", g.input_rate_milli AS "inputMilli",
        g.cached_rate_milli AS "cachedMilli", g.output_rate_milli AS "outputMilli",
        g.prompt_tokens AS "promptTokens", m.content AS "text"
      FROM hold h
      JOIN generation g ON g.hold_id = h.id
      JOIN message m ON m.id = g.assistant_message_id
      WHERE h.id = ${holdId} AND h.status = 'pending' AND ${this.isOrphan(tx.dialect, alone)}
      ${forUpdate(tx.dialect)}`);
  }

  private isOrphan(dialect: Queries['dialect'], alone: boolean): Sql {
    if (alone) return sql`h.owner <> ${this.holds.owner}`;
    const isOver = sql`h.lease_until < ${nowMs(dialect)}`;
    // Where the database is so busy that a renewal comes late, what runs here is still no orphan.
    const here = [...this.generations.all()].map(({ turn }) => turn.holdId);
    return sql`${isOver} AND h.id NOT IN ${each(dialect, here)}`;
  }
}
