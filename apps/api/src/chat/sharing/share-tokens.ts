import { createHash, createHmac, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../platform/config/config';
import { CONFIG } from '../../platform/config/config';
import { signingSecret } from '../../platform/config/signing-secret';

const TOKEN = /^[\w-]{43}$/;
const PURPOSE = 'links to shared conversations';

/**
 * The tokens of links. Each comes from a random seed and a key of this server, so that its owner can
 * be shown it again although only its hash is kept: the database alone opens nothing.
 */
@Injectable()
export class ShareTokens {
  private readonly key: Buffer;

  constructor(@Inject(CONFIG) config: Pick<Config, 'JWT_SECRET' | 'DATABASE_URL' | 'production'>) {
    this.key = createHmac('sha256', signingSecret(config)).update(PURPOSE).digest();
  }

  /** 256 random bits. */
  newSeed(): string {
    return randomBytes(32).toString('base64url');
  }

  /** The token of a seed, the same as long as the server keeps its secret. */
  of(seed: string): string {
    return createHmac('sha256', this.key).update(seed).digest('base64url');
  }
}

/** SHA-256 of a token; `undefined` for a text that can be none. */
export function shareTokenHash(token: string): string | undefined {
  return TOKEN.test(token) ? createHash('sha256').update(token).digest('base64url') : undefined;
}
