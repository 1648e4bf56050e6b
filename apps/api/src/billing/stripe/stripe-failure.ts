import Stripe from 'stripe';
import { ProblemError } from '../../platform/http';

/** What a log may say of a failed call: never Stripe's text, which can hold parts of keys. */
export function stripeFailureForLog(error: unknown): object {
  if (!(error instanceof Stripe.errors.StripeError)) return { err: error };
  const { type, code, statusCode, requestId } = error;
  return { type, code, statusCode, stripeRequestId: requestId };
}

export function isNotFound(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeError && error.statusCode === 404;
}

/**
 * Whether Stripe answered a 500 that it has kept under the idempotency key: trying again with
 * that key can only bring the same answer.
 */
export function isKeptFailure(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeError &&
    error.statusCode === 500 &&
    error.headers?.['idempotent-replayed'] === 'true'
  );
}

/** What the client is told when Stripe cannot be reached or does not do what was asked. */
export function paymentUnavailable(): ProblemError {
  return new ProblemError('payment_unavailable', { retryAfter: 5 });
}

/** The same for a person, in one sentence; `undefined` when it was no failure of Stripe. */
export function stripeFailureText(error: unknown): string | undefined {
  if (!(error instanceof Stripe.errors.StripeError)) return undefined;
  const { type, statusCode } = error;
  const status = statusCode === undefined ? '' : `, status ${statusCode}`;
  return `Stripe did not answer as it should (${type}${status})`;
}
