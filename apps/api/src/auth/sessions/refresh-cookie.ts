import type { CookieSerializeOptions } from '@fastify/cookie';
import { Inject, Injectable } from '@nestjs/common';
import type { AuthAnswer } from '@prome-dify/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../platform/config/config';
import { CONFIG } from '../../platform/config/config';
import type { SignedIn } from '../auth-answers';

const NAME = 'refresh';

/** Carries the refresh token where no script can read it. */
@Injectable()
export class RefreshCookie {
  private readonly options: CookieSerializeOptions;

  constructor(@Inject(CONFIG) config: Pick<Config, 'production' | 'frontendUrl'>) {
    this.options = {
      path: '/api/auth',
      httpOnly: true,
      sameSite: 'strict',
      secure: config.production && config.frontendUrl.startsWith('https:'),
    };
  }

  read(request: FastifyRequest): string | undefined {
    return request.cookies[NAME];
  }

  /** Sets the cookie of a successful sign-in and hands on the body of its answer. */
  async send(reply: FastifyReply, signedIn: Promise<SignedIn>): Promise<AuthAnswer> {
    const { answer, refreshToken, refreshSeconds } = await signedIn;
    void reply.setCookie(NAME, refreshToken, { ...this.options, maxAge: refreshSeconds });
    return answer;
  }

  /** Takes the cookie away once `done` has succeeded. */
  async clear(reply: FastifyReply, done: Promise<void>): Promise<void> {
    await done;
    void reply.clearCookie(NAME, this.options);
  }
}
