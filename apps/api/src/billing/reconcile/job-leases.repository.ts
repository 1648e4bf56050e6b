import { Inject, Injectable } from '@nestjs/common';
import { Database, nowMs, sql } from '../../platform/database';

/** Who does which job, and for how long it may be believed to be alive. */
export interface Claim {
  readonly job: string;
  /** Names one process. */
  readonly owner: string;
  readonly leaseMs: number;
}

/** Gives each job to one process at a time, by the clock of the database that all of them share. */
@Injectable()
export class JobLeases {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * Takes a job that is due, or `atOnce` one that is not; answers how far it had come, or
   * `undefined` when another process does it. Where one process has the database to itself, any
   * other holder is dead.
   */
  async take({ job, owner, leaseMs }: Claim, atOnce = false): Promise<string | undefined> {
    const now = nowMs(this.database.dialect);
    const isAlone = this.database.dialect === 'sqlite';
    return this.database.run(async (tx) => {
      await tx.execute(sql`INSERT INTO job_lease (id) VALUES (${job}) ON CONFLICT (id) DO NOTHING`);
      const row = await tx.row<{ progress: string }>(sql`
        UPDATE job_lease SET owner = ${owner}, lease_until = ${now} + ${leaseMs}
        WHERE id = ${job} AND (lease_until <= ${now} OR (${isAlone} = 1 AND owner <> ${owner}))
          AND (${atOnce} = 1 OR next_at <= ${now})
        RETURNING progress`);
      return row?.progress;
    });
  }

  /** A sign of life. `false` when the lease was over and the job may be another's now. */
  renew(claim: Claim): Promise<boolean> {
    const now = nowMs(this.database.dialect);
    return this.change(claim, sql`lease_until = ${now} + ${claim.leaseMs}`);
  }

  /** Notes how far the job has come. `false` when it may be another's now. */
  note(claim: Claim, progress: string): Promise<boolean> {
    return this.change(claim, sql`progress = ${progress}`);
  }

  /** Gives the job back; it is due again after `waitMs`. */
  release(claim: Claim, waitMs: number): Promise<boolean> {
    const now = nowMs(this.database.dialect);
    return this.change(claim, sql`lease_until = 0, next_at = ${now} + ${waitMs}`);
  }

  private async change({ job, owner }: Claim, what: ReturnType<typeof sql>): Promise<boolean> {
    const now = nowMs(this.database.dialect);
    const changed = await this.database.run((tx) =>
      tx.execute(sql`
        UPDATE job_lease SET ${what}
        WHERE id = ${job} AND owner = ${owner} AND lease_until > ${now}`),
    );
    return changed === 1;
  }
}
