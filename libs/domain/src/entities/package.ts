import { Check, Entity } from 'typeorm';
import { BigintColumn } from '../columns/bigint-column';
import { isFlag } from '../columns/expressions';
import { FlagColumn } from '../columns/flag-column';
import { IdColumn, TextColumn } from '../columns/text-columns';

/** A number of tokens for sale at a price. */
@Entity('package')
@Check('package_tokens_check', 'tokens > 0')
@Check('package_price_usd_check', 'price_usd > 0')
@Check('package_active_check', isFlag('active'))
export class Package {
  @IdColumn('package_pkey')
  id!: string;

  @TextColumn()
  name!: string;

  @TextColumn()
  description!: string;

  @BigintColumn()
  tokens!: number;

  /** US cents. */
  @BigintColumn()
  priceUsd!: number;

  /** The price in the Stripe dashboard; null when the price is sent along with the checkout. */
  @TextColumn({ nullable: true })
  stripePriceId!: string | null;

  /** Whether it may still be bought. */
  @FlagColumn()
  active!: boolean;

  @BigintColumn()
  createdAt!: number;
}
