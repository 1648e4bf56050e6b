import type { KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import type { Principal } from '../../platform/http';
import { ACCESS_SECONDS, ISSUER, principalOf } from './access-claims';
import { SigningKeys } from './signing-keys';

/** What the library has to check of every access token. */
export const VERIFY_OPTIONS = {
  algorithms: ['HS256' as const],
  issuer: ISSUER,
  audience: ISSUER,
};

/** Makes access tokens: JWTs that name a user and a session. */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly jwt: JwtService,
    private readonly keys: SigningKeys,
  ) {}

  /** A token that lasts {@link ACCESS_SECONDS}. */
  issue({ userId, sessionId }: Principal): string {
    const { key, kid } = this.keys.current;
    return this.jwt.sign(
      { typ: 'access', sid: sessionId },
      {
        privateKey: key,
        keyid: kid,
        algorithm: 'HS256',
        expiresIn: ACCESS_SECONDS,
        issuer: ISSUER,
        audience: ISSUER,
        subject: userId,
      },
    );
  }

  /** Whose token it was made for, also after it has expired; `undefined` when it is not ours. */
  readExpired(token: string): Principal | undefined {
    const key = this.keys.of(token);
    if (!key) return undefined;
    try {
      const options = { ...VERIFY_OPTIONS, secret: asSecret(key), ignoreExpiration: true };
      return principalOf(this.jwt.verify<object>(token, options), Date.now() / 1000);
    } catch {
      return undefined;
    }
  }
}

/** A key object, unknown to some types of the libraries, spares parsing the secret at each use. */
export const asSecret = (key: KeyObject) => key as unknown as Buffer;
