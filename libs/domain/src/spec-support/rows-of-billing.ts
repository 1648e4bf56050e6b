import type { CheckoutOrder } from '../entities/checkout-order';
import type { JobLease } from '../entities/job-lease';
import type { Package } from '../entities/package';
import type { StripeEvent } from '../entities/stripe-event';
import { NOW } from './moment';

// Complete, valid rows of billing; rows of different `n` share no unique value.

export const tokenPackage = (n: number): Package => ({
  id: `package-${n}`,
  name: 'Starter',
  description: 'Some tokens',
  tokens: 10_000,
  priceUsd: 999,
  stripePriceId: null,
  active: true,
  createdAt: NOW,
});

export const checkoutOrder = (n: number): CheckoutOrder => ({
  id: `order-${n}`,
  userId: `user-${n}`,
  packageId: `package-${n}`,
  packageName: 'Starter',
  tokens: 10_000,
  amount: 999,
  currency: 'usd',
  stripePriceId: null,
  sessionId: `cs_${n}`,
  url: null,
  paymentIntent: `pi_${n}`,
  idempotencySeq: 0,
  state: 'paid',
  paidAt: NOW,
  refundedAmount: 0,
  disputeState: 'none',
  disputeEventAt: null,
  tokensPosted: 10_000,
  postSeq: 1,
  nextCheckAt: null,
  createdAt: NOW,
  updatedAt: NOW,
});

export const stripeEvent = (n: number): StripeEvent => ({
  id: `evt_${n}`,
  type: 'checkout.session.completed',
  objectId: `cs_${n}`,
  livemode: false,
  created: 1_800_000_000,
  source: 'webhook',
  status: 'received',
  attempts: 0,
  nextAttemptAt: null,
  lastError: null,
  payload: '{}',
  receivedAt: NOW,
  processedAt: null,
});

export const jobLease = (n: number): JobLease => ({
  id: `job-${n}`,
  owner: `process-${n}`,
  leaseUntil: NOW,
  nextAt: NOW,
  progress: '{}',
});
