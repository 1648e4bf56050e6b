import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database';
import { Database, joinSql, sql } from '../../platform/database';
import type { Person } from '../../platform/personal-data';
import type { VerifiedEvent } from '../stripe/verified-event';
import { withoutPeople } from './without-people';

/** While this lasts, a received event is left to the request that brought it. */
const IN_HAND_MS = 60_000;
const FIRST_RETRY_MS = 5_000;
const LAST_RETRY_MS = 3_600_000;
const BATCH = 100;

/** Whether Stripe sent an event, or we found it there. */
export type EventSource = 'webhook' | 'reconcile';

/** Keeps every event of Stripe from the moment it is accepted until it has taken effect. */
@Injectable()
export class EventInbox {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Stores an event once, without what it says of the buyer; answers whether it still has to take effect. */
  async receive(event: VerifiedEvent, source: EventSource): Promise<boolean> {
    const now = Date.now();
    const objectId = idOf(event.object['id']);
    const payload = withoutPeople(event.payload);
    return this.database.run(async (tx) => {
      await tx.execute(sql`
        INSERT INTO stripe_event (id, type, object_id, livemode, created, source, status, payload,
          next_attempt_at, received_at)
        VALUES (${event.id}, ${event.type}, ${objectId}, ${event.livemode}, ${event.created},
          ${source}, 'received', ${payload}, ${now + IN_HAND_MS}, ${now})
        ON CONFLICT (id) DO NOTHING`);
      const open = await tx.row(sql`
        SELECT id FROM stripe_event WHERE id = ${event.id} AND status IN ('received', 'failed')`);
      return open !== undefined;
    });
  }

  /** Those of the given events that have never been stored. */
  async unknown(events: readonly VerifiedEvent[]): Promise<readonly VerifiedEvent[]> {
    if (events.length === 0) return [];
    const ids = joinSql(
      events.map(({ id }) => sql`${id}`),
      ', ',
    );
    const known = await this.database.read.rows<{ id: string }>(
      sql`SELECT id FROM stripe_event WHERE id IN (${ids})`,
    );
    const isKnown = new Set(known.map(({ id }) => id));
    return events.filter(({ id }) => !isKnown.has(id));
  }

  /** Marks an event as done, in the transaction of its effects; `false` when it was before. */
  async close(tx: Transaction, id: string): Promise<boolean> {
    const closed = await tx.execute(sql`
      UPDATE stripe_event SET status = 'processed', processed_at = ${Date.now()},
        attempts = attempts + 1, next_attempt_at = NULL, last_error = NULL
      WHERE id = ${id} AND status IN ('received', 'failed')`);
    return closed === 1;
  }

  /** Marks a closed event as one that does not concern us. */
  async ignore(tx: Transaction, id: string): Promise<void> {
    await tx.execute(sql`UPDATE stripe_event SET status = 'ignored' WHERE id = ${id}`);
  }

  /** Notes a failure and when to try again: later each time, an hour at the most. */
  async fail(id: string, reason: string): Promise<void> {
    await this.database.run(async (tx) => {
      const event = await tx.row<{ attempts: number }>(sql`
        UPDATE stripe_event SET status = 'failed', attempts = attempts + 1, last_error = ${reason}
        WHERE id = ${id} AND status IN ('received', 'failed') RETURNING attempts`);
      if (!event) return;
      const wait = Math.min(FIRST_RETRY_MS * 2 ** (event.attempts - 1), LAST_RETRY_MS);
      await tx.execute(
        sql`UPDATE stripe_event SET next_attempt_at = ${Date.now() + wait} WHERE id = ${id}`,
      );
    });
  }

  /**
   * Empties what was stored of a buyer's sessions, and whatever names their address: events that
   * came before they were stored without it.
   */
  async forget(tx: Transaction, { id, email }: Person): Promise<void> {
    const bought = await tx.row(sql`SELECT 1 FROM checkout_order WHERE user_id = ${id} LIMIT 1`);
    if (!bought) return;
    const named = `%${email.replace(/[\\%_]/g, '\\$&')}%`;
    await tx.execute(sql`
      UPDATE stripe_event SET payload = '{}'
      WHERE status IN ('processed', 'ignored') AND (LOWER(payload) LIKE ${named} ESCAPE '\\'
        OR object_id IN (SELECT session_id FROM checkout_order WHERE user_id = ${id}))`);
  }

  /** The texts of events whose time to be tried again has come, oldest first. */
  async due(): Promise<string[]> {
    const rows = await this.database.read.rows<{ payload: string }>(sql`
      SELECT payload FROM stripe_event
      WHERE status IN ('received', 'failed') AND next_attempt_at <= ${Date.now()}
      ORDER BY next_attempt_at LIMIT ${BATCH}`);
    return rows.map((row) => row.payload);
  }
}

function idOf(value: unknown): string | null {
  return typeof value === 'string' && /^\w{1,255}$/.test(value) ? value : null;
}
