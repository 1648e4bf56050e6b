import type { KeyObject } from 'node:crypto';
import { createHmac, createSecretKey } from 'node:crypto';
import { Module } from '@nestjs/common';
import type { Config } from '../../platform/config/config';
import { CONFIG } from '../../platform/config/config';
import { signingSecret } from '../../platform/config/signing-secret';

const KID_LENGTH = 12;

/** One key, and the header of the access tokens that it signs. */
export interface SigningKey {
  /** Names the key and tells nothing of it: no more can be learned of it than of any token. */
  readonly kid: string;
  readonly key: KeyObject;
  readonly header: string;
}

/** The key that signs, and those whose tokens are still good: it and the one before it. */
export class SigningKeys {
  readonly current: SigningKey;
  readonly all: readonly SigningKey[];

  constructor(secret: string, previous?: string) {
    this.current = signingKey(secret);
    const isRotated = previous !== undefined && previous !== secret;
    this.all = isRotated ? [this.current, signingKey(previous)] : [this.current];
  }

  /**
   * The key that an access token says it was signed with. Its header is compared as text with those
   * that we write, so nothing in it (`none`, `jwk`, `kid`, `crit`) is ever interpreted.
   */
  of(accessToken: string): KeyObject | undefined {
    return this.all.find(({ header }) => accessToken.startsWith(`${header}.`))?.key;
  }
}

function signingKey(secret: string): SigningKey {
  const key = createSecretKey(Buffer.from(secret));
  const kid = createHmac('sha256', key).update('kid').digest('base64url').slice(0, KID_LENGTH);
  const header = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT', kid }));
  return { kid, key, header: header.toString('base64url') };
}

@Module({
  providers: [
    {
      provide: SigningKeys,
      inject: [CONFIG],
      useFactory: (config: Config) =>
        new SigningKeys(signingSecret(config), config.JWT_SECRET_PREVIOUS),
    },
  ],
  exports: [SigningKeys],
})
export class SigningKeysModule {}
