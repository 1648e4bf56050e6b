import type { IncomingMessage, ServerResponse } from 'node:http';
import type Stripe from 'stripe';
import { newAccount } from './account';
import { StripeApi } from './api';
import { expireDue } from './checkout-read';
import type { Verdict } from './disputes';
import { closeDispute, openDispute } from './disputes';
import { EventLog } from './event-log';
import type { PlannedFault } from './faults';
import { Faults } from './faults';
import { handleRequest } from './http-handler';
import type { StripeEmulatorOptions } from './options';
import { REDIRECT_WAIT_MS, RETRY_DELAYS_MS, SHOP_EVENTS } from './options';
import type { Settlement } from './payments';
import { decline, pay, payLater, settle } from './payments';
import type { Delivery } from './webhook-delivery';
import { WebhookDelivery } from './webhook-delivery';

/**
 * A stand-in for one Stripe account in test mode. What the buyer does (`pay` …) can be called here
 * or done on the hosted page; these calls resolve when the webhook has been taken, or after the
 * time the hosted page would wait.
 */
export interface StripeEmulator {
  /** Serves the API and the hosted pages; for an HTTP server of the caller's. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  pay(sessionId: string): Promise<Stripe.Checkout.Session>;
  payLater(sessionId: string): Promise<Stripe.Checkout.Session>;
  decline(sessionId: string): Promise<Stripe.Checkout.Session>;
  /** Ends a delayed payment. */
  settle(sessionId: string, how: Settlement): Promise<Stripe.Checkout.Session>;
  /** The buyer's bank takes the money back. */
  dispute(sessionId: string): Promise<Stripe.Dispute>;
  /** Ends a dispute. */
  closeDispute(sessionId: string, verdict: Verdict): Promise<Stripe.Dispute>;
  /** Expires what is due; also happens at each request. */
  tick(): void;
  /** Oldest first. */
  sessions(): readonly Stripe.Checkout.Session[];
  /** Oldest first. */
  events(): readonly Stripe.EventBase[];
  /** Attempts to deliver events, oldest first. */
  deliveries(): readonly Delivery[];
  /** Sends an event to the webhook endpoint once more. */
  redeliver(eventId: string): Promise<Delivery>;
  /** Plans trouble for coming API requests. */
  failNext(fault: PlannedFault): void;
  /** How many requests are still to go wrong. */
  faultsLeft(): number;
  /** Forgets trouble that was planned and has not come. */
  calm(): void;
  /** While on, events are made but never sent. */
  dropWebhooks(on: boolean): void;
  /** Ends deliveries that are still being retried. */
  stop(): Promise<void>;
}

/** An emulator without a server of its own; see {@link StripeEmulator.handle}. */
export function createStripeEmulator(options: StripeEmulatorOptions): StripeEmulator {
  const { webhookUrl, webhookSecret: secret, now = Date.now } = options;
  const events = new EventLog(now, new Set(options.enabledEvents ?? SHOP_EVENTS));
  const account = newAccount(events, options.pageBase, now);
  const faults = new Faults();
  const api = new StripeApi(account, faults, options.secretKey);
  const webhooks = new WebhookDelivery(events, {
    url: typeof webhookUrl === 'string' ? () => webhookUrl : webhookUrl,
    secret,
    retryDelaysMs: options.retryDelaysMs ?? RETRY_DELAYS_MS,
    now,
  });
  const delivered = <T>(action: () => T): Promise<T> =>
    webhooks.after(action, options.redirectWaitMs ?? REDIRECT_WAIT_MS);
  return {
    handle: (request, response) =>
      handleRequest({ api, account, delivered, webhooks }, request, response),
    pay: (id) => delivered(() => pay(account, id)),
    payLater: (id) => delivered(() => payLater(account, id)),
    decline: (id) => delivered(() => decline(account, id)),
    settle: (id, how) => delivered(() => settle(account, id, how)),
    dispute: (id) => delivered(() => openDispute(account, id)),
    closeDispute: (id, verdict) => delivered(() => closeDispute(account, id, verdict)),
    tick: () => expireDue(account),
    sessions: () => [...account.sessions.values()].map(({ session }) => session),
    events: () => events.all(),
    deliveries: () => webhooks.deliveries(),
    redeliver: (eventId) => webhooks.redeliver(eventId),
    failNext: (fault) => faults.add(fault),
    faultsLeft: () => faults.left,
    calm: () => faults.clear(),
    dropWebhooks: (on) => {
      webhooks.dropping = on;
    },
    stop: () => webhooks.stop(),
  };
}
