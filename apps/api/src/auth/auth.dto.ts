import { ApiProperty } from '@nestjs/swagger';
import type {
  AccountDeletion,
  AuthAnswer,
  AuthOptions,
  Credentials,
  MeAnswer,
  PasswordChange,
  SessionsAnswer,
  SessionView,
  SignupGrantTime,
  UserView,
} from '@prome-dify/contracts';
import { LIMITS } from '@prome-dify/contracts';
import { Text } from '../platform/http';
import { IsEmailAddress } from './is-email-address.decorator';

export const EMAIL = {
  description: 'Upper and lower case are the same account',
  format: 'email',
  maxLength: LIMITS.emailMax,
  example: 'user@example.com',
} as const;

export const PASSWORD = {
  format: 'password',
  maxLength: LIMITS.passwordMax,
  example: 'password123',
} as const;

export const NEW_PASSWORD = {
  ...PASSWORD,
  description: 'Any characters, taken exactly as sent',
  minLength: LIMITS.passwordMin,
} as const;

export const TOKENS = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER } as const;

export class RegisterDto implements Credentials {
  @ApiProperty(EMAIL)
  @IsEmailAddress()
  readonly email!: string;

  @ApiProperty(NEW_PASSWORD)
  @Text(LIMITS.passwordMin, LIMITS.passwordMax)
  readonly password!: string;
}

/** Any non-empty password may be tried: the rule for new ones is not a rule for guesses. */
export class LoginDto implements Credentials {
  @ApiProperty(EMAIL)
  @IsEmailAddress()
  readonly email!: string;

  @ApiProperty({ ...PASSWORD, minLength: 1 })
  @Text(1, LIMITS.passwordMax)
  readonly password!: string;
}

export class PasswordChangeDto implements PasswordChange {
  @ApiProperty({ ...PASSWORD, minLength: 1 })
  @Text(1, LIMITS.passwordMax)
  readonly currentPassword!: string;

  @ApiProperty({ ...NEW_PASSWORD, example: 'correct horse battery staple' })
  @Text(LIMITS.passwordMin, LIMITS.passwordMax)
  readonly newPassword!: string;
}

export class AccountDeletionDto implements AccountDeletion {
  @ApiProperty({ ...PASSWORD, minLength: 1 })
  @Text(1, LIMITS.passwordMax)
  readonly password!: string;
}

export class SessionViewDto implements SessionView {
  @ApiProperty({ format: 'uuid', example: '0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa' })
  readonly id!: string;

  @ApiProperty({ description: 'Whether it is the one that asks', example: true })
  readonly current!: boolean;

  @ApiProperty({ description: 'How the browser called itself at the sign-in', example: 'curl/8.5' })
  readonly userAgent!: string;

  @ApiProperty({ format: 'date-time', example: '2024-01-01T00:00:00.000Z' })
  readonly createdAt!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'When it last asked for a new token, which a busy one does every 15 minutes',
    example: '2024-01-01T00:00:00.000Z',
  })
  readonly lastUsedAt!: string;
}

export class SessionsAnswerDto implements SessionsAnswer {
  @ApiProperty({ type: [SessionViewDto] })
  readonly sessions!: readonly SessionViewDto[];
}

export class UserViewDto implements UserView {
  @ApiProperty({ format: 'uuid', example: '0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa' })
  readonly id!: string;

  @ApiProperty({ description: 'In lower case', example: 'user@example.com' })
  readonly email!: string;

  @ApiProperty({ description: 'Whether a link mailed to the address was opened', example: false })
  readonly emailVerified!: boolean;

  @ApiProperty({ ...TOKENS, description: 'Free tokens that wait for that', example: 0 })
  readonly pendingGrant!: number;

  @ApiProperty({ ...TOKENS, description: 'Settled tokens', example: 1000 })
  readonly balance!: number;

  @ApiProperty({ ...TOKENS, description: 'Set aside for running answers', example: 0 })
  readonly held!: number;

  @ApiProperty({ ...TOKENS, description: '`balance - held`', example: 1000 })
  readonly available!: number;

  @ApiProperty({ ...TOKENS, description: 'The part that was given, not bought', example: 1000 })
  readonly gift!: number;

  @ApiProperty({ ...TOKENS, description: 'Owed after a refund; blocks spending', example: 0 })
  readonly debt!: number;

  @ApiProperty({ format: 'date-time', example: '2024-01-01T00:00:00.000Z' })
  readonly createdAt!: string;

  @ApiProperty({ format: 'date-time', example: '2024-01-01T00:00:00.000Z' })
  readonly updatedAt!: string;
}

export class MeAnswerDto implements MeAnswer {
  @ApiProperty({ type: UserViewDto })
  readonly user!: UserViewDto;
}

export class AuthAnswerDto extends MeAnswerDto implements AuthAnswer {
  @ApiProperty({
    description: 'Send it as `Authorization: Bearer …`; lasts 15 minutes',
    example: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ0eXAiOiJhY2Nlc3MifQ.c2lnbmF0dXJl',
  })
  readonly token!: string;
}

export class AuthOptionsDto implements AuthOptions {
  @ApiProperty({ description: 'Whether mails can be sent', example: true })
  readonly mail!: boolean;

  @ApiProperty({ enum: ['on-register', 'on-verify'], enumName: 'SignupGrantTime' })
  readonly signupGrant!: SignupGrantTime;

  @ApiProperty({ ...TOKENS, description: 'Free tokens of a new account', example: 1000 })
  readonly signupTokens!: number;
}
