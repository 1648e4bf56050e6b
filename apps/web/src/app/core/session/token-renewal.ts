import { Service, inject } from '@angular/core';
import type { AuthAnswer } from '@prome-dify/contracts';
import { millisecondsLeft } from './token-claims';
import { TokenStorage } from './token-storage';

/** `over`: the session has ended. `unreachable`: unknown, try later; nobody is signed out for it. */
export type Renewal = 'renewed' | 'over' | 'unreachable';

/** A token that lasts less than this is renewed before it is used. */
const MARGIN_MS = 60_000;

/** Renews the JWT by the refresh cookie: one request at a time, across all tabs of this browser. */
@Service()
export class TokenRenewal {
  private readonly tokens = inject(TokenStorage);
  private running: Promise<Renewal> | null = null;

  /** A token fit for a request, renewed first when it is about to expire; `null` without a session. */
  async fresh(): Promise<string | null> {
    const token = this.tokens.token();
    if (token === null) return null;
    const left = millisecondsLeft(token, Date.now(), this.tokens.clockAheadMs());
    if (left !== null && left < MARGIN_MS) await this.renew(token);
    return this.tokens.token();
  }

  /** Replaces `stale`, unless this or another tab has done so already. Ends the session if it is over. */
  renew(stale: string): Promise<Renewal> {
    this.running ??= acrossTabs(() => this.renewOnce(stale)).finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async renewOnce(stale: string): Promise<Renewal> {
    const stored = this.tokens.reread();
    if (stored !== stale) return stored === null ? 'over' : 'renewed';
    const answer = await requestToken();
    // Another tab may have signed in or out in the meantime.
    const present = this.tokens.reread();
    if (answer === 'over' && present !== stale) return present === null ? 'over' : 'renewed';
    if (answer === 'over') this.tokens.lapse();
    if (typeof answer === 'string') return answer;
    this.tokens.put(answer.token);
    return 'renewed';
  }
}

async function requestToken(): Promise<AuthAnswer | 'over' | 'unreachable'> {
  try {
    const response = await fetch('/api/auth/refresh', { method: 'POST' });
    if (response.ok) return (await response.json()) as AuthAnswer;
    return response.status === 401 || response.status === 403 ? 'over' : 'unreachable';
  } catch {
    return 'unreachable';
  }
}

/** Web Locks exist in secure contexts only; elsewhere the server's grace period has to do. */
function acrossTabs<T>(work: () => Promise<T>): Promise<T> {
  const locks: LockManager | undefined = navigator.locks;
  return locks ? locks.request('token-renewal', work) : work();
}
