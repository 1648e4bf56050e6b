import { Injectable } from '@nestjs/common';
import type { Principal } from '../../platform/http';

/** Tokens that are remembered at the most; the oldest is verified anew then. */
const KEPT_MAX = 10_000;

interface Verified {
  readonly principal: Principal;
  readonly expiresAt: number;
}

/**
 * Access tokens whose signature and claims were found good by this process: they stay so until they
 * expire, so they are not verified again. Whether the session lives is asked at every request.
 */
@Injectable()
export class VerifiedTokens {
  private readonly kept = new Map<string, Verified>();

  /** Whose token it is, if it was verified and has not expired; `now` in milliseconds. */
  find(token: string, now: number): Principal | undefined {
    const found = this.kept.get(token);
    if (found && found.expiresAt > now) return found.principal;
    this.kept.delete(token);
    return undefined;
  }

  /** Remembers a verified token until it expires, in milliseconds. */
  add(token: string, principal: Principal, expiresAt: number): void {
    const [oldest] = this.kept.size < KEPT_MAX ? [] : this.kept.keys();
    if (oldest !== undefined) this.kept.delete(oldest);
    this.kept.set(token, { principal, expiresAt });
  }
}
