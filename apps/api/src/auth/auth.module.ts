import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { LedgerModule } from '../ledger';
import { MailModule } from '../platform/mail';
import { AccountDeletion } from './account/account-deletion';
import { AccountExport } from './account/account-export';
import { AccountController } from './account/account.controller';
import { AuthRecords } from './account/auth-records';
import { Accounts } from './accounts';
import { Arrivals } from './arrivals';
import { AuthAnswers } from './auth-answers';
import { AuthOptionsController } from './auth-options.controller';
import { AuthController } from './auth.controller';
import { DeviceTokens } from './devices/device-tokens';
import { EmailChange } from './email-change/email-change';
import { EmailChangeController } from './email-change/email-change.controller';
import { EmailChangeRequest } from './email-change/email-change-request';
import { EmailVerification } from './email-verification';
import { AccessTokenStrategy } from './guard/access-token.strategy';
import { AccessGuard } from './guard/access.guard';
import { AuthLimits } from './limits/auth-limits';
import { ExportLimits } from './limits/export-limits';
import { MailLimits } from './limits/mail-limits';
import { Login } from './login';
import { LinkAddress } from './mail-links/link-address';
import { MailDelivery } from './mail-links/mail-delivery';
import { MailDispatch } from './mail-links/mail-dispatch';
import { MailLinkController } from './mail-links/mail-link.controller';
import { MailLinkRepository } from './mail-links/mail-link.repository';
import { MailLinks } from './mail-links/mail-links';
import { MailQueue } from './mail-links/mail-queue.repository';
import { PasswordChange } from './password-change';
import { PasswordReset } from './password-reset';
import { NewPassword } from './passwords/new-password';
import { PasswordCheck } from './passwords/password-check';
import { Passwords } from './passwords/passwords';
import { Registration } from './registration';
import { Logout } from './sessions/logout';
import { Refresh } from './sessions/refresh';
import { SessionController } from './sessions/session.controller';
import { OwnSessions } from './sessions/own-sessions';
import { OwnSessionsController } from './sessions/own-sessions.controller';
import { SessionRepository } from './sessions/session.repository';
import { SessionWatch } from './sessions/session-watch';
import { Sessions } from './sessions/sessions';
import { SignInCookies } from './sign-in-cookies';
import { SignupGrantRepository } from './signup-grants/signup-grant.repository';
import { SignupGrants } from './signup-grants/signup-grants';
import { AccessTokens } from './tokens/access-tokens';
import { RefreshTokens } from './tokens/refresh-tokens';
import { SigningKeysModule } from './tokens/signing-keys';
import { VerifiedTokens } from './tokens/verified-tokens';
import { UserRepository } from './user.repository';

/** Accounts and sessions, and the guard before every route. Nobody imports anything of it. */
@Module({
  imports: [LedgerModule, MailModule, SigningKeysModule, JwtModule.register({})],
  controllers: [
    AccountController,
    AuthController,
    AuthOptionsController,
    EmailChangeController,
    MailLinkController,
    OwnSessionsController,
    SessionController,
  ],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    AccessTokens,
    AccessTokenStrategy,
    AccountDeletion,
    AccountExport,
    Accounts,
    Arrivals,
    AuthAnswers,
    AuthLimits,
    AuthRecords,
    DeviceTokens,
    EmailChange,
    EmailChangeRequest,
    EmailVerification,
    ExportLimits,
    LinkAddress,
    Login,
    Logout,
    MailDelivery,
    MailDispatch,
    MailLimits,
    MailLinkRepository,
    MailLinks,
    MailQueue,
    NewPassword,
    OwnSessions,
    PasswordChange,
    PasswordCheck,
    PasswordReset,
    Passwords,
    Refresh,
    RefreshTokens,
    Registration,
    SessionRepository,
    Sessions,
    SessionWatch,
    SignInCookies,
    SignupGrantRepository,
    SignupGrants,
    UserRepository,
    VerifiedTokens,
  ],
})
export class AuthModule {}
