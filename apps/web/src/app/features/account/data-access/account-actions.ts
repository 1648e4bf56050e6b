import { HttpClient } from '@angular/common/http';
import { Service, inject } from '@angular/core';
import type { EmailChangeRequest, PasswordChange } from '@prome-dify/contracts';
import { firstValueFrom } from 'rxjs';

/** What is done to an account as a whole. Everything rejects with a `Failure`. */
@Service()
export class AccountActions {
  private readonly http = inject(HttpClient);

  /** Sets another password; every other session ends. */
  async changePassword(body: PasswordChange): Promise<void> {
    await firstValueFrom(this.http.post('/api/auth/password', body));
  }

  /** Has a link mailed to another address, which makes that the one of the account. */
  async changeEmail(body: EmailChangeRequest): Promise<void> {
    await firstValueFrom(this.http.post('/api/auth/email', body));
  }

  /** Everything that is kept about the account. A plain link would not send the token. */
  export(): Promise<Blob> {
    return firstValueFrom(this.http.get('/api/account/export', { responseType: 'blob' }));
  }
}
