import { setTimeout as delay } from 'node:timers/promises';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import type { Config } from '../../platform/config/config';
import { CONFIG } from '../../platform/config/config';
import { StripeGateway } from '../stripe/stripe-gateway';
import { Round } from './round';
import { SingleFlight } from './single-flight';

const JOB = 'stripe:reconcile';
/** A request to Stripe cannot be called back; a stop does not wait for its end. */
const STOP_WAIT_MS = 1_000;

/**
 * Makes up for what Stripe told nobody, at the start and then every `RECONCILE_MS`, in one of
 * several processes at a time. All of them ask more often than that, so that another goes on soon
 * when the one that does it has died.
 */
@Injectable()
export class Reconciler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Reconciler.name);
  private readonly owner = uuidv7();
  private readonly stopped = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private pass: Promise<void> | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'RECONCILE_MS' | 'HOLD_LEASE_MS'>,
    private readonly stripe: StripeGateway,
    private readonly flights: SingleFlight,
    private readonly round: Round,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.stripe.isOn) return;
    const { RECONCILE_MS, HOLD_LEASE_MS } = this.config;
    this.begin(true);
    const often = Math.min(RECONCILE_MS, HOLD_LEASE_MS) / 2;
    this.timer = setInterval(() => this.begin(false), often);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    this.stopped.abort(new Error('the process stops'));
    await Promise.race([this.pass, delay(STOP_WAIT_MS, undefined, { ref: false })]);
  }

  private begin(atOnce: boolean): void {
    this.pass ??= this.reconcile(atOnce)
      .catch((error: unknown) => this.failed(error))
      .finally(() => {
        this.pass = undefined;
      });
  }

  private async reconcile(atOnce: boolean): Promise<void> {
    const { RECONCILE_MS: periodMs, HOLD_LEASE_MS: leaseMs } = this.config;
    const { owner, stopped } = this;
    const flight = { job: JOB, owner, leaseMs, periodMs, atOnce, stop: stopped.signal };
    await this.flights.run(flight, (job) => this.round.run(job));
  }

  private failed(error: unknown): void {
    if (this.stopped.signal.aborted) return;
    this.logger.error({ err: error }, 'reconciling with Stripe was broken off');
  }
}
