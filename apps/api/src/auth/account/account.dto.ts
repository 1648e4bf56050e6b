import { ApiProperty } from '@nestjs/swagger';
import type { AccountExport } from '@prome-dify/contracts';
import { SessionViewDto, UserViewDto } from '../auth.dto';

/** What other slices write here is as their own routes show it: named, for nobody knows them. */
const shown = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const listOf = (name: string) => ({ type: 'array' as const, items: shown(name) });

export class AccountExportDto implements AccountExport {
  @ApiProperty({ format: 'date-time', example: '2024-01-01T00:00:00.000Z' })
  readonly exportedAt!: string;

  @ApiProperty({ type: UserViewDto })
  readonly profile!: UserViewDto;

  @ApiProperty({ type: [SessionViewDto], description: 'Those that go on' })
  readonly sessions!: readonly SessionViewDto[];

  @ApiProperty({
    type: 'array',
    items: {
      type: 'object',
      required: ['conversation', 'messages'],
      properties: {
        deletedAt: { type: 'string', format: 'date-time', description: 'Hidden since then' },
        conversation: shown('Conversation'),
        messages: listOf('Message'),
      },
    },
  })
  readonly conversations!: AccountExport['conversations'];

  @ApiProperty(listOf('Purchase'))
  readonly purchases!: AccountExport['purchases'];

  @ApiProperty(listOf('Usage'))
  readonly usage!: AccountExport['usage'];

  @ApiProperty(listOf('Entry'))
  readonly ledger!: AccountExport['ledger'];
}
