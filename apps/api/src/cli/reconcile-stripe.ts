import { booksTable, compareWithStripe } from '../billing';
import { loadConfig } from '../platform/config/config';
import { isMissingFile, reasonOf } from './unreadable';

/**
 * Prints our book and Stripe's side by side; 1 when they differ, 2 when one of them could not be
 * read. It heals nothing.
 */
export async function reconcileStripe(): Promise<number> {
  try {
    const { DATABASE_URL, STRIPE_SECRET_KEY, STRIPE_API_BASE } = process.env;
    const config = loadConfig({ DATABASE_URL, STRIPE_SECRET_KEY, STRIPE_API_BASE });
    if (isMissingFile(config.DATABASE_URL)) {
      throw new Error('there is no database yet; start the server first');
    }
    const comparison = await compareWithStripe(config);
    process.stdout.write(booksTable(comparison));
    return comparison.differences.length === 0 ? 0 : 1;
  } catch (error) {
    process.stderr.write(`The books could not be compared: ${reasonOf(error)}\n`);
    return 2;
  }
}
