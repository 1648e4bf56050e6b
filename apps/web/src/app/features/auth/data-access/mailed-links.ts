import { HttpClient } from '@angular/common/http';
import { Service, inject } from '@angular/core';
import type {
  EmailChangeConfirmation,
  EmailChanged,
  EmailVerification,
  EmailVerified,
  ForgottenPassword,
  PasswordReset,
} from '@prome-dify/contracts';
import { firstValueFrom } from 'rxjs';
import { Session } from '../../../core/session/session';

/** What is done by links that are mailed. Everything rejects with a `Failure`. */
@Service()
export class MailedLinks {
  private readonly http = inject(HttpClient);
  private readonly session = inject(Session);

  /** Asks for a link that sets a new password; nobody learns whether there is such an account. */
  async forgotPassword(body: ForgottenPassword): Promise<void> {
    await firstValueFrom(this.http.post('/api/auth/password/forgot', body));
  }

  /** Sets a new password. It ends every session, so also the one here. */
  async resetPassword(body: PasswordReset): Promise<void> {
    await firstValueFrom(this.http.post('/api/auth/password/reset', body));
    if (this.session.signedIn()) await this.session.signOut();
  }

  /** Shows that an address is one's own; answers how many free tokens that brought. */
  async verifyEmail(body: EmailVerification): Promise<number> {
    const answer = this.http.post<EmailVerified>('/api/auth/verify', body);
    const { grantedTokens } = await firstValueFrom(answer);
    await this.session.load();
    return grantedTokens;
  }

  /** Makes the address that the link was mailed to the one of the account; it is answered. */
  async changeEmail(body: EmailChangeConfirmation): Promise<string> {
    const answer = this.http.post<EmailChanged>('/api/auth/email/confirm', body);
    const { email } = await firstValueFrom(answer);
    await this.session.load();
    return email;
  }
}
