import { HttpClient } from '@angular/common/http';
import { Service, inject, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { failureOf, type Failure } from '../http/failure';

export type MailState = 'idle' | 'sending' | 'sent';

/** The mail that verifies the address of who is signed in, once more. */
@Service()
export class VerificationMail {
  private readonly http = inject(HttpClient);

  readonly state = signal<MailState>('idle');
  /** Why it was not sent. */
  readonly failure = signal<Failure | null>(null);

  async send(): Promise<void> {
    if (this.state() === 'sending') return;
    this.state.set('sending');
    this.failure.set(null);
    try {
      await firstValueFrom(this.http.post('/api/auth/verify/resend', {}));
      this.state.set('sent');
    } catch (error) {
      this.failure.set(failureOf(error));
      this.state.set('idle');
    }
  }
}
