import type { Queries } from '../../../platform/database';
import type { StripeLists } from '../../stripe/stripe-lists';
import type { Comparison } from './compare-books';
import { compareBooks } from './compare-books';
import { readOurBook } from './our-book';
import { steadyComparison } from './steady-comparison';
import { readTheirBook } from './their-book';

/** Where both books are read. */
export interface BookSources {
  readonly lists: StripeLists;
  /** Whether Stripe's side is that of real money. */
  readonly livemode: boolean;
  /** Gives a connection that sees committed data. */
  ours<T>(read: (queries: Queries) => Promise<T>): Promise<T>;
}

/** The payment of an order may be so much later; by then its checkout has ended. */
const PAID_WITHIN_MS = 24 * 3_600_000;

/**
 * Compares both books, of all time or `from` a time on (milliseconds since 1970). It only reads.
 * @throws StripeError, or what the database throws
 */
export function lookAtBooks(sources: BookSources, from = 0): Promise<Comparison> {
  const { lists, livemode } = sources;
  return steadyComparison(async () => {
    const payments = await readTheirBook(lists, Math.floor(from / 1000));
    const prefix = livemode ? 'cs_live_' : 'cs_test_';
    const orders = await sources.ours((queries) =>
      readOurBook(queries, from - PAID_WITHIN_MS, prefix),
    );
    return compareBooks(orders, payments, from);
  });
}
