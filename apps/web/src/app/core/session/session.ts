import { HttpClient } from '@angular/common/http';
import { Service, computed, inject, signal } from '@angular/core';
import type { AuthAnswer, MeAnswer, UserView } from '@prome-dify/contracts';
import { firstValueFrom } from 'rxjs';
import { BrowserStorage } from '../storage/browser-storage';
import { USER_KEYS } from '../storage/user-keys';
import { readClaims } from './token-claims';
import { TokenStorage } from './token-storage';

/** Who is signed in. The token is kept by the browser, the account only in memory. */
@Service()
export class Session {
  private readonly http = inject(HttpClient);
  private readonly tokens = inject(TokenStorage);
  private readonly storage = inject(BrowserStorage);
  private readonly account = signal<UserView | null>(null);

  readonly signedIn = computed(() => this.tokens.token() !== null);
  /** Whose token this is, known before the account is. */
  readonly userId = computed(() => readClaims(this.tokens.token() ?? '')?.sub ?? '');
  /** The account, or `null` while it is unknown or nobody is signed in. */
  readonly user = computed(() => (this.signedIn() ? this.account() : null));

  /** Whether the last session here was ended on purpose, by logging out. */
  readonly departed = signal(false);

  /** Begins a session with what register or login answered. */
  begin(answer: AuthAnswer): void {
    this.departed.set(false);
    this.account.set(answer.user);
    this.tokens.put(answer.token);
  }

  /** Asks the API whose token this is. Resolves also when it could not be asked. */
  async load(): Promise<void> {
    if (!this.signedIn()) return;
    const answer = await firstValueFrom(this.http.get<MeAnswer>('/api/auth/me')).catch(() => null);
    if (answer) this.account.set(answer.user);
  }

  /** Ends the session here and on the server, and forgets what this person left in the browser. */
  async signOut(): Promise<void> {
    await firstValueFrom(this.http.post('/api/auth/logout', {})).catch(() => null);
    this.storage.removeAll(USER_KEYS);
    this.leave();
  }

  /**
   * Ends every session of the account, this one too. What the person left here waits for them.
   * @throws Failure, and nothing has ended
   */
  async signOutEverywhere(): Promise<void> {
    await firstValueFrom(this.http.post('/api/auth/logout/everywhere', {}));
    this.leave();
  }

  private leave(): void {
    this.departed.set(true);
    this.tokens.clear();
    this.account.set(null);
  }
}
