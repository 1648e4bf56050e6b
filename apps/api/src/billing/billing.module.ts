import { Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { LedgerModule } from '../ledger';
import type { Config } from '../platform/config/config';
import { CONFIG } from '../platform/config/config';
import { BalanceController } from './balance/balance.controller';
import { LiveBalance } from './balance/live-balance';
import { BillingController } from './billing.controller';
import { CheckoutLimits } from './checkout/checkout-limits';
import { CheckoutService } from './checkout/checkout.service';
import { ConfirmService } from './checkout/confirm.service';
import { FrontendUrl } from './checkout/frontend-url';
import { webhookUrl } from './checkout/listening-address';
import { Fulfilment } from './fulfilment/fulfilment';
import { SessionRefresh } from './fulfilment/session-refresh';
import { TokenPosting } from './fulfilment/token-posting';
import { OrderSchedule } from './orders/order-schedule.repository';
import { OrderRepository } from './orders/order.repository';
import { PurchasesService } from './orders/purchases.service';
import { PurchaseReceiptController } from './receipts/purchase-receipt.controller';
import { PurchaseReceipts } from './receipts/purchase-receipts';
import { Catalogue } from './packages/catalogue';
import { PackageRepository } from './packages/package.repository';
import { DriftReport } from './reconcile/books/drift-report';
import { JobLeases } from './reconcile/job-leases.repository';
import { LostSessions } from './reconcile/lost-sessions';
import { MissedEvents } from './reconcile/missed-events';
import { OrderChecks } from './reconcile/order-checks';
import { Reconciler } from './reconcile/reconciler';
import { Round } from './reconcile/round';
import { SingleFlight } from './reconcile/single-flight';
import { PurchaseRecords } from './purchase-records';
import { setUpPayments } from './stripe/payments';
import { StripeGateway } from './stripe/stripe-gateway';
import { EventEffects } from './webhook/event-effects';
import { EventInbox } from './webhook/event-inbox.repository';
import { EventProcessor } from './webhook/event-processor';
import { EventRetries } from './webhook/event-retries';
import { WebhookController } from './webhook/webhook.controller';
import { WebhookService } from './webhook/webhook.service';

/** Money in: packages, checkouts, what Stripe reports, and the balance that follows. */
@Module({
  imports: [LedgerModule],
  controllers: [BillingController, BalanceController, PurchaseReceiptController, WebhookController],
  providers: [
    Catalogue,
    CheckoutLimits,
    CheckoutService,
    ConfirmService,
    DriftReport,
    EventEffects,
    EventInbox,
    EventProcessor,
    EventRetries,
    FrontendUrl,
    Fulfilment,
    JobLeases,
    LiveBalance,
    LostSessions,
    MissedEvents,
    OrderChecks,
    OrderRepository,
    OrderSchedule,
    PackageRepository,
    PurchasesService,
    PurchaseReceipts,
    PurchaseRecords,
    Reconciler,
    Round,
    SessionRefresh,
    SingleFlight,
    {
      provide: StripeGateway,
      inject: [CONFIG, HttpAdapterHost],
      useFactory: async (config: Config, http: HttpAdapterHost) =>
        new StripeGateway(await setUpPayments(config, () => webhookUrl(http))),
    },
    TokenPosting,
    WebhookService,
  ],
})
export class BillingModule {}
