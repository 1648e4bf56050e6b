import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { EntriesAnswer, EntryKind, EntryView, LedgerProof } from '@prome-dify/contracts';

const HASH = '5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9';
const KINDS = [
  ...['grant', 'purchase', 'clawback', 'restore'],
  ...['usage', 'correction', 'debt_repaid', 'adjust'],
];

@ApiSchema({ name: 'Entry' })
export class EntryDto implements EntryView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ type: 'integer', example: 2, description: '1, 2, 3 …, without a gap' })
  readonly version!: number;

  @ApiProperty({ enum: KINDS })
  readonly kind!: EntryKind;

  @ApiProperty({ example: 'settle:0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa' })
  readonly idemKey!: string;

  @ApiProperty({ example: 'user:0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa' })
  readonly debitAccount!: string;

  @ApiProperty({ example: 'sys:usage' })
  readonly creditAccount!: string;

  @ApiProperty({ type: 'integer', example: -25, description: 'Below zero: out of the account' })
  readonly amount!: number;

  @ApiProperty({ type: 'integer', example: 975 })
  readonly balanceAfter!: number;

  @ApiProperty({
    type: 'integer',
    example: 975,
    description: 'The part that was given, not bought',
  })
  readonly giftAfter!: number;

  @ApiProperty({ example: HASH, description: 'Hash of the entry before; empty for the first' })
  readonly previousHash!: string;

  @ApiProperty({
    example: HASH,
    description:
      'SHA-256 of previousHash|idemKey|kind|debitAccount|creditAccount|amount|version|balanceAfter|giftAfter|createdAt, the amount without its sign and the time in epoch milliseconds',
  })
  readonly hash!: string;

  @ApiProperty({ format: 'date-time' })
  readonly createdAt!: string;
}

@ApiSchema({ name: 'Entries' })
export class EntriesAnswerDto implements EntriesAnswer {
  @ApiProperty({ type: [EntryDto], description: 'Newest first' })
  readonly entries!: readonly EntryDto[];

  @ApiProperty({ type: String, nullable: true, description: 'Leads to the next page' })
  readonly nextCursor!: string | null;
}

@ApiSchema({ name: 'LedgerProof' })
export class LedgerProofDto implements LedgerProof {
  @ApiProperty()
  readonly sound!: boolean;

  @ApiProperty({ type: 'integer', example: 12, description: 'How many entries were checked' })
  readonly entries!: number;

  @ApiProperty({ type: 'integer', example: 975 })
  readonly balance!: number;

  @ApiProperty({ example: HASH, description: 'Hash of the newest entry' })
  readonly head!: string;

  @ApiProperty({ type: [String], description: 'What is wrong; empty when all is right' })
  readonly problems!: readonly string[];
}
