import type { KeyObject } from 'node:crypto';
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SigningKeys } from './signing-keys';

/** A refresh token that this server made: which session it belongs to, and its place in the row. */
export interface PresentedToken {
  readonly sessionId: string;
  readonly rotation: number;
  /** SHA-256 of the token, as it is stored. */
  readonly hash: string;
}

const FORM = /^([0-9a-f-]{36})\.([0-9]{1,9})\.[A-Za-z0-9_-]{43}$/;

/**
 * Makes refresh tokens: `session.rotation.mac`, where the 256-bit mac needs the signing key. So a
 * successor can be made again instead of being kept, and an old token is known as ours for ever.
 */
@Injectable()
export class RefreshTokens {
  constructor(private readonly keys: SigningKeys) {}

  /** The token of a session after so many rotations; the same each time. */
  issue(sessionId: string, rotation: number): string {
    return issueWith(this.keys.current.key, sessionId, rotation);
  }

  /**
   * The token of a session that is stored as `hash`, made again: with the key that made it, which
   * may be the one before. `undefined` when that key is gone.
   */
  issueAgain(sessionId: string, rotation: number, hash: string): string | undefined {
    return this.candidates(sessionId, rotation).find((text) => this.hash(text) === hash);
  }

  /** Reads a token; `undefined` unless it was made with a key of ours. */
  read(text: string | undefined): PresentedToken | undefined {
    const [, sessionId = '', rotation = ''] = FORM.exec(text ?? '') ?? [];
    if (text === undefined || sessionId === '') return undefined;
    const isOurs = this.candidates(sessionId, Number(rotation)).some((ours) => isSame(ours, text));
    return isOurs ? { sessionId, rotation: Number(rotation), hash: this.hash(text) } : undefined;
  }

  /** What is stored of a token. */
  hash(text: string): string {
    return createHash('sha256').update(text).digest('base64url');
  }

  private candidates(sessionId: string, rotation: number): string[] {
    return this.keys.all.map(({ key }) => issueWith(key, sessionId, rotation));
  }
}

function issueWith(key: KeyObject, sessionId: string, rotation: number): string {
  const place = `${sessionId}.${rotation}`;
  const mac = createHmac('sha256', key).update(`refresh.${place}`).digest('base64url');
  return `${place}.${mac}`;
}

function isSame(ours: string, text: string): boolean {
  return ours.length === text.length && timingSafeEqual(Buffer.from(ours), Buffer.from(text));
}
