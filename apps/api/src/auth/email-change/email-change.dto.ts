import { ApiProperty } from '@nestjs/swagger';
import type {
  EmailChangeConfirmation,
  EmailChangeRequest,
  EmailChanged,
} from '@prome-dify/contracts';
import { LIMITS } from '@prome-dify/contracts';
import { Text } from '../../platform/http';
import { EMAIL, PASSWORD, TOKENS } from '../auth.dto';
import { IsEmailAddress } from '../is-email-address.decorator';
import { TOKEN, TOKEN_MAX } from '../mail-links/mail-link.dto';

export class EmailChangeRequestDto implements EmailChangeRequest {
  @ApiProperty({ ...EMAIL, example: 'new@example.com' })
  @IsEmailAddress()
  readonly email!: string;

  @ApiProperty({ ...PASSWORD, minLength: 1 })
  @Text(1, LIMITS.passwordMax)
  readonly password!: string;
}

export class EmailChangeConfirmationDto implements EmailChangeConfirmation {
  @ApiProperty(TOKEN)
  @Text(1, TOKEN_MAX)
  readonly token!: string;
}

export class EmailChangedDto implements EmailChanged {
  @ApiProperty({ description: 'The address of the account now', example: 'new@example.com' })
  readonly email!: string;

  @ApiProperty({ ...TOKENS, description: 'Free tokens that came with it', example: 0 })
  readonly grantedTokens!: number;
}
