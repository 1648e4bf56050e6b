import { ApiProperty } from '@nestjs/swagger';
import type {
  EmailVerification,
  EmailVerified,
  ForgottenPassword,
  MailRequested,
  PasswordReset,
} from '@prome-dify/contracts';
import { LIMITS } from '@prome-dify/contracts';
import { Text } from '../../platform/http';
import { EMAIL, NEW_PASSWORD, TOKENS } from '../auth.dto';
import { IsEmailAddress } from '../is-email-address.decorator';

export const TOKEN_MAX = 200;

export const TOKEN = {
  description: 'From the link in the mail',
  minLength: 1,
  maxLength: TOKEN_MAX,
  example: 'dGhpcyBpcyBub3QgYSByZWFsIHRva2VuIGF0IGFsbC4',
} as const;

export class ForgottenPasswordDto implements ForgottenPassword {
  @ApiProperty(EMAIL)
  @IsEmailAddress()
  readonly email!: string;
}

export class PasswordResetDto implements PasswordReset {
  @ApiProperty(TOKEN)
  @Text(1, TOKEN_MAX)
  readonly token!: string;

  @ApiProperty({ ...NEW_PASSWORD, example: 'correct horse battery staple' })
  @Text(LIMITS.passwordMin, LIMITS.passwordMax)
  readonly newPassword!: string;
}

export class EmailVerificationDto implements EmailVerification {
  @ApiProperty(TOKEN)
  @Text(1, TOKEN_MAX)
  readonly token!: string;
}

export class MailRequestedDto implements MailRequested {
  @ApiProperty({ example: 'If there is an account with this address, a mail is on its way.' })
  readonly message!: string;
}

export class EmailVerifiedDto implements EmailVerified {
  @ApiProperty({ ...TOKENS, description: 'Free tokens that came with it', example: 0 })
  readonly grantedTokens!: number;
}
