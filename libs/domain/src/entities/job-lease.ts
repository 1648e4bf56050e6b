import { Entity } from 'typeorm';
import { BigintColumn } from '../columns/bigint-column';
import { IdColumn, TextColumn } from '../columns/text-columns';

/** A job that one process at a time may do: who does it, until when, and when it is due again. */
@Entity('job_lease')
export class JobLease {
  /** Name of the job. */
  @IdColumn('job_lease_pkey')
  id!: string;

  /** The process that does it, or did it last. */
  @TextColumn({ default: '' })
  owner!: string;

  /** Until then nobody else may begin; a process that lives renews it, one that died does not. */
  @BigintColumn({ default: 0 })
  leaseUntil!: number;

  @BigintColumn({ default: 0 })
  nextAt!: number;

  /** How far the job has come, as JSON in the job's own words. */
  @TextColumn({ default: '{}' })
  progress!: string;
}
