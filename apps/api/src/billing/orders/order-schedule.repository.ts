import { Inject, Injectable } from '@nestjs/common';
import { Database, sql } from '../../platform/database';
import type { Order } from './order';
import { ORDER } from './order.repository';

/** Knows which undecided orders have to be looked up at Stripe, and when. */
@Injectable()
export class OrderSchedule {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Undecided orders whose time has come, those that wait longest first. */
  due(now: number, limit: number): Promise<Order[]> {
    return this.database.read.rows(sql`
      SELECT ${ORDER} FROM checkout_order
      WHERE state IN ('created', 'open', 'processing')
        AND (next_check_at IS NULL OR next_check_at <= ${now})
      ORDER BY COALESCE(next_check_at, 0), created_at LIMIT ${limit}`);
  }

  /** When the first order of all was made, in milliseconds; `undefined` when there is none. */
  async firstOrderAt(): Promise<number | undefined> {
    const row = await this.database.read.row<{ first: number | null }>(
      sql`SELECT MIN(created_at) AS "first" FROM checkout_order`,
    );
    return row?.first ?? undefined;
  }

  async checkAgainAt(id: string, at: number): Promise<void> {
    await this.database.run((tx) =>
      tx.execute(sql`UPDATE checkout_order SET next_check_at = ${at} WHERE id = ${id}`),
    );
  }

  /** Notes where the browser pays, for an order that was given this session meanwhile. */
  async noteUrl(id: string, sessionId: string, url: string): Promise<void> {
    await this.database.run((tx) =>
      tx.execute(sql`
        UPDATE checkout_order SET url = ${url} WHERE id = ${id} AND session_id = ${sessionId}`),
    );
  }

  /** Ends an order that nobody has begun to pay. A payment that turns up later still counts. */
  async expire(id: string): Promise<void> {
    await this.database.run((tx) =>
      tx.execute(sql`
        UPDATE checkout_order SET state = 'expired', updated_at = ${Date.now()}
        WHERE id = ${id} AND state IN ('created', 'open')`),
    );
  }
}
