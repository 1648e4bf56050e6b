import { Injectable } from '@nestjs/common';
import type { Claim } from './job-leases.repository';
import { JobLeases } from './job-leases.repository';

const RENEWALS_PER_LEASE = 3;

/** A job while this process has it. */
export interface HeldJob {
  /** How far the job had come when it was taken. */
  readonly progress: string;
  /** Aborted when the job has to be left: the process stops, or its lease was lost. */
  readonly signal: AbortSignal;
  /** Notes how far the job has come. */
  note(progress: string): Promise<void>;
}

export interface Flight extends Claim {
  readonly periodMs: number;
  /** Whether to begin although the job is not due yet. */
  readonly atOnce: boolean;
  readonly stop: AbortSignal;
}

/** Does a job while no other process does it, and holds its lease meanwhile. */
@Injectable()
export class SingleFlight {
  constructor(private readonly leases: JobLeases) {}

  /** Answers whether this process did the job; throws what `work` throws. */
  async run(flight: Flight, work: (job: HeldJob) => Promise<void>): Promise<boolean> {
    const progress = await this.leases.take(flight, flight.atOnce);
    if (progress === undefined) return false;
    const lost = new AbortController();
    const renewals = setInterval(
      () => void this.renew(flight, lost),
      flight.leaseMs / RENEWALS_PER_LEASE,
    );
    try {
      const signal = AbortSignal.any([flight.stop, lost.signal]);
      await work({ progress, signal, note: (text) => this.note(flight, text, lost) });
    } finally {
      clearInterval(renewals);
      // What was not finished is due at once, for whoever comes next.
      await this.leases.release(flight, flight.stop.aborted ? 0 : flight.periodMs);
    }
    return true;
  }

  private async renew(flight: Flight, lost: AbortController): Promise<void> {
    const isHeld = await this.leases.renew(flight).catch(() => false);
    if (!isHeld) lost.abort(new Error('the lease was lost'));
  }

  private async note(flight: Flight, progress: string, lost: AbortController): Promise<void> {
    if (await this.leases.note(flight, progress)) return;
    lost.abort(new Error('the lease was lost'));
    lost.signal.throwIfAborted();
  }
}
