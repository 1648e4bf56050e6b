import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { TokenEstimator } from '@prome-dify/llm';
import { TOKEN_ESTIMATOR } from '../../models';
import type { Config } from '../../platform/config/config';
import { CONFIG } from '../../platform/config/config';
import { Database } from '../../platform/database';
import { billableUsage } from './billable-usage';
import type { Settled } from './settlement';
import { Settlement } from './settlement';
import { SweeperRepository } from './sweeper.repository';

const SWEEP_MS = 10_000;
/** Sweeps per lease, so that an orphan is found soon after its lease is over. */
const SWEEPS_PER_LEASE = 2;

/**
 * Settles what a crashed process left behind, for what it had delivered. Runs for ever on every
 * instance: the settlement happens once, whoever comes first.
 */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Sweeper.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(TOKEN_ESTIMATOR) private readonly estimator: TokenEstimator,
    private readonly orphans: SweeperRepository,
    private readonly settlement: Settlement,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    // SQLite serves one process: whatever is pending now has lost its owner.
    await this.sweep({ alone: this.database.dialect === 'sqlite' });
    const period = Math.min(SWEEP_MS, this.config.HOLD_LEASE_MS / SWEEPS_PER_LEASE);
    this.timer = setInterval(() => void this.sweepSafely(), period);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Settles all orphans there are; for a process that is `alone` also those with a lease left. */
  async sweep({ alone = false } = {}): Promise<void> {
    for (;;) {
      let count = 0;
      for (const holdId of await this.orphans.orphans(alone)) {
        if (await this.settle(holdId, alone)) count += 1;
      }
      if (count === 0) return;
      this.logger.warn({ count }, 'settled interrupted answers');
    }
  }

  private async sweepSafely(): Promise<void> {
    await this.sweep().catch((error: unknown) =>
      this.logger.error({ err: error }, 'the sweep failed'),
    );
  }

  /** `undefined` when somebody else was faster, or when it failed: the next sweep tries again. */
  private async settle(holdId: string, alone: boolean): Promise<Settled | undefined> {
    try {
      return await this.database.run(async (tx) => {
        // Read again under its lock: the owner may be back, with more text than was seen before.
        const orphan = await this.orphans.lock(tx, holdId, alone);
        if (!orphan) return undefined;
        const how = { status: 'interrupted', outcome: 'server_restarting' } as const;
        const ending = { ...orphan, rates: orphan, ...how };
        const billable = billableUsage(ending, this.estimator.text);
        return this.settlement.settle({ ...ending, billable });
      });
    } catch (error) {
      // One that cannot be settled must not keep the others, or the server, from going on.
      this.logger.error({ err: error, holdId }, 'an interrupted answer is not settled');
      return undefined;
    }
  }
}
