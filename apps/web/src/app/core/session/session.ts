import { HttpClient } from '@angular/common/http';
import { Service, computed, inject, signal } from '@angular/core';
import type { AccountDeletion, AuthAnswer, MeAnswer, UserView } from '@prome-dify/contracts';
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

  /**
   * Whether the session of who is at this page has ended without their doing. They are asked for the
   * password, and stay who they are meanwhile: the page, and what they have typed, is still theirs.
   */
  readonly lapsed = computed(() => {
    const id = this.account()?.id;
    return id !== undefined && this.tokens.token() === null && this.tokens.lapsedId() === id;
  });
  readonly signedIn = computed(() => this.tokens.token() !== null || this.lapsed());
  /** Whose session this is, known before the account is. */
  readonly userId = computed(() => {
    const token = this.tokens.token();
    if (token === null) return this.lapsed() ? (this.account()?.id ?? '') : '';
    return readClaims(token)?.sub ?? '';
  });
  /** The account, or `null` while it is unknown or nobody is signed in. */
  readonly user = computed(() => (this.signedIn() ? this.account() : null));

  /** Where somebody goes who has just ended the session here on purpose; else `null`. */
  readonly exit = signal<string | null>(null);
  /** Whether the last session here was ended on purpose, by logging out. */
  readonly departed = computed(() => this.exit() !== null);

  /** Begins a session with what register or login answered. */
  begin(answer: AuthAnswer): void {
    this.exit.set(null);
    // An address can have come to belong to another account; then the page does not.
    if (!this.lapsed() || this.account()?.id === answer.user.id) this.account.set(answer.user);
    this.tokens.put(answer.token);
  }

  /** Gives up a session that has lapsed, on this page; other tabs may still take it up again. */
  abandon(): void {
    this.account.set(null);
  }

  /** Asks the API whose token this is. Resolves also when it could not be asked. */
  async load(): Promise<void> {
    if (!this.signedIn()) return;
    const answer = await firstValueFrom(this.http.get<MeAnswer>('/api/auth/me')).catch(() => null);
    if (answer) this.account.set(answer.user);
  }

  /** Ends the session here and on the server, and forgets what this person left in the browser. */
  async signOut(): Promise<void> {
    if (!this.lapsed()) {
      await firstValueFrom(this.http.post('/api/auth/logout', {})).catch(() => null);
    }
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

  /**
   * Deletes the account with everything in it, also what the person left here.
   * @throws Failure, and nothing is gone
   */
  async deleteAccount(body: AccountDeletion): Promise<void> {
    await firstValueFrom(this.http.delete('/api/account', { body }));
    this.storage.removeAll(USER_KEYS);
    this.leave('/');
  }

  private leave(exit = '/login'): void {
    this.exit.set(exit);
    this.tokens.clear();
    this.account.set(null);
  }
}
