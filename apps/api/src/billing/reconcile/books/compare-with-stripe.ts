import type { Config } from '../../../platform/config/config';
import { withSnapshot } from '../../../platform/database';
import { setUpPayments } from '../../stripe/payments';
import { stripeFailureText } from '../../stripe/stripe-failure';
import { StripeLists } from '../../stripe/stripe-lists';
import type { Comparison } from './compare-books';
import { lookAtBooks } from './look-at-books';

const NONE =
  'payments are not set up (STRIPE_SECRET_KEY), so there is no second book to compare with';

/**
 * Compares both books of all time over connections that only read, also beside a running server.
 * @throws an Error that says without secrets why one of them could not be read
 */
export async function compareWithStripe(config: Config): Promise<Comparison> {
  const { STRIPE_SECRET_KEY: key, STRIPE_API_BASE: base } = config;
  if (key === undefined && base === undefined) throw new Error(NONE);
  const { stripe, mode } = await setUpPayments(config, () => null);
  if (!stripe) throw new Error(NONE);
  const lists = new StripeLists(stripe);
  try {
    return await lookAtBooks({
      lists,
      livemode: mode === 'live',
      ours: (read) => withSnapshot(config.DATABASE_URL, read),
    });
  } catch (error) {
    const text = stripeFailureText(error);
    throw text === undefined ? error : new Error(text);
  }
}
