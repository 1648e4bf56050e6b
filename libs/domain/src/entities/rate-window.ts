import { Check, Column, Entity, Index } from 'typeorm';
import { BigintColumn } from '../columns/bigint-column';
import { IdColumn } from '../columns/text-columns';

/** How often somebody has done something that is limited, in a window of time that ends. */
@Entity('rate_window')
@Check('rate_window_events_check', 'events > 0')
@Index('rate_window_end', ['endsAt'])
export class RateWindow {
  /** A digest of the limit and of whom it counts. */
  @IdColumn('rate_window_pkey')
  id!: string;

  @Column({ name: 'events', type: 'integer' })
  events!: number;

  @BigintColumn()
  endsAt!: number;
}
