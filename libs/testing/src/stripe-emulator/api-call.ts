import type { StripeAccount } from './account';
import type { Cause } from './event-log';
import type { Params } from './params';

/** One call of the emulated API, after authentication. */
export interface ApiCall {
  readonly account: StripeAccount;
  readonly params: Params;
  /** The id in the path; empty where the path has none. */
  readonly id: string;
  /** The path, as lists repeat it in `url`. */
  readonly path: string;
  readonly cause: Cause;
}
