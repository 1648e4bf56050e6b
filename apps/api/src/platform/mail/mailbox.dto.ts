import { ApiProperty } from '@nestjs/swagger';
import type { KeptMail } from './mailbox';

export class KeptMailDto implements KeptMail {
  @ApiProperty({ format: 'date-time', example: '2024-01-01T00:00:00.000Z' })
  readonly at!: string;

  @ApiProperty({ example: 'user@example.com' })
  readonly to!: string;

  @ApiProperty({ example: 'Set a new password' })
  readonly subject!: string;

  @ApiProperty({ description: 'The plain part' })
  readonly text!: string;

  @ApiProperty({ description: 'The same as HTML' })
  readonly html!: string;
}

export class MailboxDto {
  @ApiProperty({ type: [KeptMailDto], description: 'The newest first' })
  readonly mails!: readonly KeptMailDto[];
}
