import { Inject, Injectable, Logger } from '@nestjs/common';
import { Database } from '../../../platform/database';
import { StripeGateway } from '../../stripe/stripe-gateway';
import { lookAtBooks } from './look-at-books';

/** What is older was compared on an earlier day, or can be with `npm run stripe:reconcile`. */
const LOOK_BACK_MS = 30 * 86_400_000;
const NAMED_MAX = 20;

/** Says in the log whether our orders and Stripe's payments agree. It changes nothing. */
@Injectable()
export class DriftReport {
  private readonly logger = new Logger(DriftReport.name);

  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly stripe: StripeGateway,
  ) {}

  /** @throws StripeError */
  async run(): Promise<void> {
    const { lists, livemode, keepsBooks } = this.stripe;
    if (!keepsBooks) return;
    const { read } = this.database;
    const sources = { lists, livemode, ours: <T>(use: (at: typeof read) => T) => use(read) };
    const { differences, others } = await lookAtBooks(sources, Date.now() - LOOK_BACK_MS);
    for (const difference of differences.slice(0, NAMED_MAX)) {
      this.logger.error({ ...difference }, 'the books differ from those of Stripe');
    }
    const about = { differences: differences.length, others };
    if (differences.length === 0) this.logger.log(about, 'the books agree with those of Stripe');
    else this.logger.error(about, 'the books do not agree: npm run stripe:reconcile shows both');
  }
}
