import { Check, Column, Entity, Index } from 'typeorm';
import { BigintColumn } from '../columns/bigint-column';
import { isFlag, oneOf } from '../columns/expressions';
import { FlagColumn } from '../columns/flag-column';
import { IdColumn, TextColumn } from '../columns/text-columns';

export const STRIPE_EVENT_SOURCES = ['webhook', 'reconcile'] as const;
export type StripeEventSource = (typeof STRIPE_EVENT_SOURCES)[number];

export const STRIPE_EVENT_STATUSES = ['received', 'processed', 'ignored', 'failed'] as const;
export type StripeEventStatus = (typeof STRIPE_EVENT_STATUSES)[number];

/** An event of Stripe, kept before it is worked on: from then on it is ours to finish. */
@Entity('stripe_event')
@Check('stripe_event_livemode_check', isFlag('livemode'))
@Check('stripe_event_source_check', oneOf('source', STRIPE_EVENT_SOURCES))
@Check('stripe_event_status_check', oneOf('status', STRIPE_EVENT_STATUSES))
@Index('stripe_event_todo', ['nextAttemptAt'], { where: `status IN ('received','failed')` })
export class StripeEvent {
  /** Stripe's own id of the event. */
  @IdColumn('stripe_event_pkey')
  id!: string;

  @TextColumn()
  type!: string;

  @TextColumn({ nullable: true })
  objectId!: string | null;

  @FlagColumn()
  livemode!: boolean;

  /** Stripe's time of the event, as given: seconds since 1970. */
  @BigintColumn()
  created!: number;

  @TextColumn()
  source!: StripeEventSource;

  @TextColumn({ default: 'received' })
  status!: StripeEventStatus;

  @Column({ name: 'attempts', type: 'integer', default: 0 })
  attempts!: number;

  @BigintColumn({ nullable: true })
  nextAttemptAt!: number | null;

  @TextColumn({ nullable: true })
  lastError!: string | null;

  /** The event as JSON. */
  @TextColumn()
  payload!: string;

  @BigintColumn()
  receivedAt!: number;

  @BigintColumn({ nullable: true })
  processedAt!: number | null;
}
