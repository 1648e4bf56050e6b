import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type {
  BalanceView,
  CheckoutAnswer,
  CheckoutRequest,
  PackagesAnswer,
  PackageView,
  PaymentMode,
  PurchaseAnswer,
  PurchaseDispute,
  PurchaseReceiptAnswer,
  PurchasesAnswer,
  PurchaseState,
  PurchaseView,
} from '@prome-dify/contracts';
import { Text } from '../platform/http';

const ID = '0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa';
const TIME = '2026-01-01T00:00:00.000Z';
const TOKENS = { type: 'integer', example: 1000 } as const;

@ApiSchema({ name: 'Package' })
export class PackageDto implements PackageView {
  @ApiProperty({ example: 'starter-pack' })
  readonly id!: string;

  @ApiProperty({ example: 'Starter Pack' })
  readonly name!: string;

  @ApiProperty({ example: 'Perfect for light usage' })
  readonly description!: string;

  @ApiProperty(TOKENS)
  readonly tokens!: number;

  @ApiProperty({ type: 'integer', description: 'Price in US cents', example: 999 })
  readonly priceUsd!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Price in the Stripe dashboard; null when it is sent along with the checkout',
  })
  readonly stripePriceId!: string | null;

  @ApiProperty({ example: true })
  readonly active!: boolean;

  @ApiProperty({ format: 'date-time', example: TIME })
  readonly createdAt!: string;
}

@ApiSchema({ name: 'Packages' })
export class PackagesDto implements PackagesAnswer {
  @ApiProperty({ type: [PackageDto], description: 'Cheapest first' })
  readonly packages!: readonly PackageDto[];

  @ApiProperty({
    enum: ['live', 'test', 'emulator', 'off'],
    description: 'Money moves in `live` only; in `off` nothing can be bought',
  })
  readonly mode!: PaymentMode;
}

@ApiSchema({ name: 'CheckoutRequest' })
export class CheckoutRequestDto implements CheckoutRequest {
  @ApiProperty({ example: 'starter-pack', maxLength: 100 })
  @Text(1, 100)
  readonly packageId!: string;
}

@ApiSchema({ name: 'Checkout' })
export class CheckoutDto implements CheckoutAnswer {
  @ApiProperty({
    description: 'Where the browser goes to pay',
    example: 'https://checkout.stripe.com/c/pay/cs_test_a1',
  })
  readonly url!: string;
}

@ApiSchema({ name: 'Balance' })
export class BalanceDto implements BalanceView {
  @ApiProperty({ ...TOKENS, description: 'Settled tokens' })
  readonly balance!: number;

  @ApiProperty({ type: 'integer', example: 0, description: 'Set aside for answers in progress' })
  readonly held!: number;

  @ApiProperty({ ...TOKENS, description: '`balance - held`' })
  readonly available!: number;

  @ApiProperty({ ...TOKENS, description: 'The part that was given, not bought; spent first' })
  readonly gift!: number;

  @ApiProperty({ type: 'integer', example: 0, description: 'Owed after a refund; blocks spending' })
  readonly debt!: number;
}

@ApiSchema({ name: 'Purchase' })
export class PurchaseDto implements PurchaseView {
  @ApiProperty({ format: 'uuid', example: ID })
  readonly id!: string;

  @ApiProperty({ example: 'starter-pack' })
  readonly packageId!: string;

  @ApiProperty({ example: 'Starter Pack' })
  readonly packageName!: string;

  @ApiProperty(TOKENS)
  readonly tokens!: number;

  @ApiProperty({ type: 'integer', description: 'In the smallest unit of `currency`', example: 999 })
  readonly amount!: number;

  @ApiProperty({ example: 'usd' })
  readonly currency!: string;

  @ApiProperty({
    enum: ['pending', 'processing', 'paid', 'failed', 'expired', 'review'],
    description: '`processing`: a slow payment method; `review`: a person looks at it',
  })
  readonly state!: PurchaseState;

  @ApiProperty({ ...TOKENS, description: 'Tokens of this purchase in the balance now' })
  readonly tokensCredited!: number;

  @ApiProperty({ type: 'integer', example: 0, description: 'Given back so far; as `amount`' })
  readonly refundedAmount!: number;

  @ApiProperty({
    enum: ['none', 'open', 'won', 'lost'],
    description: '`lost`: the bank gave the buyer the money back',
  })
  readonly dispute!: PurchaseDispute;

  @ApiProperty({ description: 'Whether there may be a receipt', example: true })
  readonly hasReceipt!: boolean;

  @ApiProperty({ format: 'date-time', example: TIME })
  readonly createdAt!: string;
}

@ApiSchema({ name: 'Purchases' })
export class PurchasesDto implements PurchasesAnswer {
  @ApiProperty({ type: [PurchaseDto], description: 'Newest first' })
  readonly purchases!: readonly PurchaseDto[];

  @ApiProperty({ type: String, nullable: true, description: 'Leads to the next page' })
  readonly nextCursor!: string | null;
}

@ApiSchema({ name: 'PurchaseAnswer' })
export class PurchaseAnswerDto implements PurchaseAnswer {
  @ApiProperty({ type: PurchaseDto })
  readonly purchase!: PurchaseDto;

  @ApiProperty({ ...TOKENS, description: 'Settled tokens of the account' })
  readonly balance!: number;
}

@ApiSchema({ name: 'PurchaseReceipt' })
export class PurchaseReceiptDto implements PurchaseReceiptAnswer {
  @ApiProperty({
    description: 'A page of Stripe; its address is good for some weeks',
    example: 'https://pay.stripe.com/receipts/payment/a1',
  })
  readonly url!: string;
}

@ApiSchema({ name: 'WebhookTaken' })
export class WebhookTakenDto {
  @ApiProperty({ enum: [true] })
  readonly received!: true;
}
