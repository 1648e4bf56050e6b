import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { PackageView } from '@prome-dify/contracts';
import type { NewPackage, PackageRow } from './package.repository';
import { PackageRepository } from './package.repository';

/**
 * What a new installation sells. An operator changes prices, adds Stripe price ids or sets a
 * package inactive in the table; a later start leaves those changes alone.
 */
export const FIRST_PACKAGES: readonly NewPackage[] = [
  {
    id: 'starter-pack',
    name: 'Starter Pack',
    description: 'Perfect for light usage',
    tokens: 1_000,
    priceUsd: 999,
    stripePriceId: null,
  },
  {
    id: 'plus-pack',
    name: 'Plus Pack',
    description: 'For everyday conversations',
    tokens: 5_000,
    priceUsd: 3_999,
    stripePriceId: null,
  },
  {
    id: 'pro-pack',
    name: 'Pro Pack',
    description: 'The best price per token, for long work',
    tokens: 20_000,
    priceUsd: 11_999,
    stripePriceId: null,
  },
];

/** The packages on sale. */
@Injectable()
export class Catalogue implements OnModuleInit {
  constructor(private readonly packages: PackageRepository) {}

  onModuleInit(): Promise<void> {
    return this.packages.add(FIRST_PACKAGES);
  }

  async onSale(): Promise<PackageView[]> {
    return (await this.packages.active()).map(packageView);
  }
}

function packageView(row: PackageRow): PackageView {
  return {
    ...row,
    active: row.active === 1,
    createdAt: new Date(row.createdAt).toISOString(),
  };
}
