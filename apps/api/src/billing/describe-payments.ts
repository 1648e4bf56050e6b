import type { INestApplicationContext } from '@nestjs/common';
import type { PaymentMode } from '@prome-dify/contracts';
import { StripeGateway } from './stripe/stripe-gateway';

const DESCRIPTIONS: Readonly<Record<PaymentMode, string>> = {
  live: 'Stripe, live: money moves',
  test: 'Stripe test mode: no money moves',
  emulator: 'Stripe emulator: no money moves',
  off: 'not set up: nothing can be bought',
};

/** How payments work in this process, for the person who starts it. */
export function describePayments(app: INestApplicationContext): string {
  const { mode, controlPage } = app.get(StripeGateway, { strict: false });
  const refunds = controlPage === undefined ? '' : `; refunds and disputes at ${controlPage}`;
  return `${DESCRIPTIONS[mode]}${refunds}`;
}
