import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-jwt';
import type { Principal } from '../../platform/http';
import { SessionRepository } from '../sessions/session.repository';
import { principalOf } from '../tokens/access-claims';
import { asSecret, VERIFY_OPTIONS } from '../tokens/access-tokens';
import { bearerToken } from '../tokens/bearer-token';
import { SigningKeys } from '../tokens/signing-keys';
import { VerifiedTokens } from '../tokens/verified-tokens';

/** The strategy's name within passport. */
export const ACCESS_TOKEN = 'access-token';

type KeyFound = (refusal: string | null, key?: Buffer) => void;

/** Turns the access token of a request into its {@link Principal}, if the session still lives. */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy, ACCESS_TOKEN) {
  constructor(
    keys: SigningKeys,
    private readonly sessions: SessionRepository,
    private readonly verified: VerifiedTokens,
  ) {
    super({
      ...VERIFY_OPTIONS,
      jwtFromRequest: bearerToken,
      passReqToCallback: true,
      secretOrKeyProvider: (_: unknown, token: string, done: KeyFound) => {
        const key = keys.of(token);
        if (key) done(null, asSecret(key));
        else done('signed with no key of ours');
      },
    });
  }

  /** For passport: `false` refuses; an error is one of the database and stays one. */
  async validate(request: FastifyRequest, payload: { exp: number }): Promise<Principal | false> {
    const now = Date.now();
    const principal = principalOf(payload, now / 1000);
    if (!principal || !(await this.sessions.isAlive(principal, now))) return false;
    this.verified.add(bearerToken(request) ?? '', principal, payload.exp * 1000);
    return principal;
  }
}
