import { Service, inject, signal } from '@angular/core';
import { BrowserStorage } from '../storage/browser-storage';
import { readClaims } from './token-claims';

const KEY = 'token';
/** Whose session has ended without anybody's doing; so all tabs know, and no other. */
const LAPSED_KEY = 'lapsed';

/** The JWT of this browser: kept in `localStorage` under `token`, in step between tabs. */
@Service()
export class TokenStorage {
  private readonly storage = inject(BrowserStorage);
  private readonly current = signal(this.storage.read(KEY));
  private readonly lapsed = signal(this.storage.read(LAPSED_KEY));

  /** The token, or `null` when nobody is signed in. */
  readonly token = this.current.asReadonly();
  /** Whose session was the last one here, and ended though nobody here ended it; else `null`. */
  readonly lapsedId = this.lapsed.asReadonly();
  /** How far this device's clock runs ahead of the server's; measured at each new token. */
  readonly clockAheadMs = signal(0);

  constructor() {
    window.addEventListener('storage', ({ key }) => {
      if (key === KEY || key === LAPSED_KEY || key === null) this.reread();
    });
  }

  /** Keeps a token that the server has just issued. */
  put(token: string): void {
    const claims = readClaims(token);
    if (claims) this.clockAheadMs.set(Date.now() - claims.iat * 1000);
    this.storage.write(KEY, token);
    this.storage.remove(LAPSED_KEY);
    this.reread();
  }

  clear(): void {
    this.storage.remove(KEY);
    this.storage.remove(LAPSED_KEY);
    this.reread();
  }

  /** The server has ended the session of this token: it is gone, and whose it was stays known. */
  lapse(): void {
    const owner = readClaims(this.current() ?? '')?.sub;
    if (owner !== undefined) this.storage.write(LAPSED_KEY, owner);
    this.storage.remove(KEY);
    this.reread();
  }

  /** Reads what another tab may have written; its event can arrive later than we look. */
  reread(): string | null {
    const token = this.storage.read(KEY);
    this.lapsed.set(this.storage.read(LAPSED_KEY));
    this.current.set(token);
    return token;
  }
}
