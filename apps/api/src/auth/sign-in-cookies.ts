import type { CookieSerializeOptions } from '@fastify/cookie';
import { Inject, Injectable } from '@nestjs/common';
import type { AuthAnswer } from '@prome-dify/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../platform/config/config';
import { CONFIG } from '../platform/config/config';
import type { SignedIn } from './auth-answers';
import type { KnownDevice } from './devices/device-tokens';
import { DeviceTokens } from './devices/device-tokens';
import { UserRepository } from './user.repository';

const REFRESH = 'refresh';
const DEVICE = 'device';
const DEVICE_SECONDS = 180 * 24 * 60 * 60;

/** Carries what a browser shall keep of a sign-in where no script can read it. */
@Injectable()
export class SignInCookies {
  private readonly options: CookieSerializeOptions;

  constructor(
    @Inject(CONFIG) config: Pick<Config, 'production' | 'frontendUrl'>,
    private readonly devices: DeviceTokens,
    private readonly users: UserRepository,
  ) {
    this.options = {
      path: '/api/auth',
      httpOnly: true,
      sameSite: 'strict',
      secure: config.production && config.frontendUrl.startsWith('https:'),
    };
  }

  refreshToken(request: FastifyRequest): string | undefined {
    return request.cookies[REFRESH];
  }

  deviceToken(request: FastifyRequest): string | undefined {
    return request.cookies[DEVICE];
  }

  /** Sets the cookies of a successful sign-in and hands on the body of its answer. */
  async send(reply: FastifyReply, signedIn: Promise<SignedIn>): Promise<AuthAnswer> {
    const { answer, device, refreshToken, refreshSeconds } = await signedIn;
    void reply.setCookie(REFRESH, refreshToken, { ...this.options, maxAge: refreshSeconds });
    await this.remember(reply, Promise.resolve(device));
    return answer;
  }

  /** Makes the browser a known one and hands on what else there is to answer. */
  async rememberWith<Answer>(
    reply: FastifyReply,
    shown: Promise<{ readonly answer: Answer; readonly device: KnownDevice }>,
  ): Promise<Answer> {
    const { answer, device } = await shown;
    await this.remember(reply, Promise.resolve(device));
    return answer;
  }

  /** Takes the refresh token away once `done` has succeeded. The device stays known. */
  async clear(reply: FastifyReply, done: Promise<void>): Promise<void> {
    await done;
    void reply.clearCookie(REFRESH, this.options);
  }

  /** Takes away all that a browser has kept of an account, once that is gone. */
  async forget(reply: FastifyReply, gone: Promise<void>): Promise<void> {
    await this.clear(reply, gone);
    void reply.clearCookie(DEVICE, this.options);
  }

  /** Makes the browser one that is known to the account, once it has shown that it may be. */
  async remember(reply: FastifyReply, shown: Promise<KnownDevice>): Promise<void> {
    const { userId, deviceId } = await shown;
    const owner = await this.users.byId(userId);
    if (!owner) return;
    const token = this.devices.issue(owner, deviceId);
    void reply.setCookie(DEVICE, token, { ...this.options, maxAge: DEVICE_SECONDS });
  }
}
