import { Service, inject, signal } from '@angular/core';
import { BrowserStorage } from '../storage/browser-storage';
import { readClaims } from './token-claims';

const KEY = 'token';

/** The JWT of this browser: kept in `localStorage` under `token`, in step between tabs. */
@Service()
export class TokenStorage {
  private readonly storage = inject(BrowserStorage);
  private readonly current = signal(this.storage.read(KEY));

  /** The token, or `null` when nobody is signed in. */
  readonly token = this.current.asReadonly();
  /** How far this device's clock runs ahead of the server's; measured at each new token. */
  readonly clockAheadMs = signal(0);

  constructor() {
    window.addEventListener('storage', ({ key }) => {
      if (key === KEY || key === null) this.reread();
    });
  }

  /** Keeps a token that the server has just issued. */
  put(token: string): void {
    const claims = readClaims(token);
    if (claims) this.clockAheadMs.set(Date.now() - claims.iat * 1000);
    this.storage.write(KEY, token);
    this.current.set(token);
  }

  clear(): void {
    this.storage.remove(KEY);
    this.current.set(null);
  }

  /** Reads what another tab may have written; its event can arrive later than we look. */
  reread(): string | null {
    const token = this.storage.read(KEY);
    this.current.set(token);
    return token;
  }
}
