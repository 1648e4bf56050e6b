/** An account as its owner sees it. Times are ISO 8601 in UTC, token counts are whole tokens. */
export interface UserView {
  readonly id: string;
  readonly email: string;
  /** Whether its owner has opened a link that was mailed to the address. */
  readonly emailVerified: boolean;
  /** Free tokens that come when the address is verified; 0 when none wait for that. */
  readonly pendingGrant: number;
  /** Settled tokens; what holds have set aside is still included here. */
  readonly balance: number;
  /** Tokens set aside for answers that are being generated. */
  readonly held: number;
  /** `balance - held`: what a new answer may use. */
  readonly available: number;
  /** The part of `balance` that was given and not bought; it is spent first. */
  readonly gift: number;
  /** What a refund took beyond the balance. While there is any, nothing can be spent. */
  readonly debt: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Body of `POST /api/auth/register` and `POST /api/auth/login`. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Answer of register (201), login (200) and refresh (200). `token` is a JWT that lasts 15 minutes. */
export interface AuthAnswer {
  readonly user: UserView;
  readonly token: string;
}

/** Answer of `GET /api/auth/me`. */
export interface MeAnswer {
  readonly user: UserView;
}

/** Body of `POST /api/auth/password`. Every other session of the account ends. */
export interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
}

/** A device that is signed in. */
export interface SessionView {
  readonly id: string;
  /** Whether it is the one that asks. */
  readonly current: boolean;
  /** How the browser called itself at the sign-in; empty when it did not. */
  readonly userAgent: string;
  readonly createdAt: string;
  /** When it last asked for a new token, which a busy one does every 15 minutes. */
  readonly lastUsedAt: string;
}

/** Answer of `GET /api/auth/sessions`: the last used first. */
export interface SessionsAnswer {
  readonly sessions: readonly SessionView[];
}

/** Body of `DELETE /api/account`. */
export interface AccountDeletion {
  readonly password: string;
}

/** When a new account gets its free tokens: at once, or when its address is verified. */
export type SignupGrantTime = 'on-register' | 'on-verify';

/** Answer of `GET /api/auth/options`: what a page for signing in or up has to know. */
export interface AuthOptions {
  /** Whether mail can be sent: without it there are no links to reset or verify anything. */
  readonly mail: boolean;
  readonly signupGrant: SignupGrantTime;
  /** Free tokens of a new account. */
  readonly signupTokens: number;
}

/** Body of `POST /api/auth/password/forgot`. */
export interface ForgottenPassword {
  readonly email: string;
}

/** Answer (202) of whatever sends a mail: `message` is for people. */
export interface MailRequested {
  readonly message: string;
}

/** Body of `POST /api/auth/password/reset`. Every session of the account ends. */
export interface PasswordReset {
  /** From the link in the mail. */
  readonly token: string;
  readonly newPassword: string;
}

/** Body of `POST /api/auth/email`. The address stays until the link to the new one is followed. */
export interface EmailChangeRequest {
  /** The new one. */
  readonly email: string;
  readonly password: string;
}

/** Body of `POST /api/auth/email/confirm`. Every session ends but the one that asked. */
export interface EmailChangeConfirmation {
  /** From the link in the mail. */
  readonly token: string;
}

/** Answer of `POST /api/auth/email/confirm`. */
export interface EmailChanged {
  /** The address of the account from now on, verified. */
  readonly email: string;
  /** Free tokens that waited for a verified address. */
  readonly grantedTokens: number;
}

/** Body of `POST /api/auth/verify`. */
export interface EmailVerification {
  /** From the link in the mail. */
  readonly token: string;
}

/** Answer of `POST /api/auth/verify`. */
export interface EmailVerified {
  /** Free tokens that came with it. */
  readonly grantedTokens: number;
}
