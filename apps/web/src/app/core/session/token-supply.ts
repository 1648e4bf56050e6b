import { Service, inject } from '@angular/core';
import { toObservable } from '@angular/core/rxjs-interop';
import { filter, firstValueFrom } from 'rxjs';
import { Session } from './session';
import { TokenRenewal, type Renewal } from './token-renewal';
import { TokenStorage } from './token-storage';

/**
 * Tokens for requests. Where the session has lapsed, and its person is being asked for the password,
 * a request waits for the answer: it goes on with the new session, or fails when they leave.
 */
@Service()
export class TokenSupply {
  private readonly renewal = inject(TokenRenewal);
  private readonly session = inject(Session);
  private readonly tokens = inject(TokenStorage);
  private readonly lapsed = toObservable(this.session.lapsed);

  /** As {@link TokenRenewal.fresh}, with patience. */
  async fresh(): Promise<string | null> {
    await this.renewal.fresh();
    await this.answered();
    return this.tokens.token();
  }

  /** As {@link TokenRenewal.renew}, with patience. */
  async renew(stale: string): Promise<Renewal> {
    const outcome = await this.renewal.renew(stale);
    if (outcome !== 'over') return outcome;
    await this.answered();
    return this.tokens.token() === null ? 'over' : 'renewed';
  }

  private async answered(): Promise<void> {
    if (!this.session.lapsed()) return;
    await firstValueFrom(this.lapsed.pipe(filter(() => !this.session.lapsed())));
  }
}
