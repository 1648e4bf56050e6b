import type {
  PackageView,
  PackagesAnswer,
  PaymentMode,
  PurchaseAnswer,
  PurchaseState,
  PurchaseView,
} from '@prome-dify/contracts';

const AT = '2030-01-01T12:00:00.000Z';

export function purchase(state: PurchaseState, over: Partial<PurchaseView> = {}): PurchaseView {
  const tokens = 10_000;
  return {
    id: 'p-1',
    packageId: 'starter',
    packageName: 'Starter',
    tokens,
    amount: 999,
    currency: 'usd',
    state,
    tokensCredited: state === 'paid' ? tokens : 0,
    refundedAmount: 0,
    dispute: 'none',
    hasReceipt: state === 'paid',
    createdAt: AT,
    ...over,
  };
}

export function purchaseAnswer(state: PurchaseState, balance = 1_000): PurchaseAnswer {
  return { purchase: purchase(state), balance };
}

export function pack(id: string, name: string, tokens: number, priceUsd: number): PackageView {
  const description = `${name} description`;
  return {
    id,
    name,
    description,
    tokens,
    priceUsd,
    stripePriceId: null,
    active: true,
    createdAt: AT,
  };
}

export function offer(mode: PaymentMode = 'emulator'): PackagesAnswer {
  const packages = [pack('starter', 'Starter', 10_000, 999), pack('pro', 'Pro', 50_000, 3_999)];
  return { mode, packages };
}
