import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Config } from '../../platform/config/config';
import { CONFIG } from '../../platform/config/config';
import { listeningPort } from './listening-address';

/** `localhost` and `127.0.0.1` are two origins: who signed in at one is a stranger at the other. */
const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?$/;

/** Where browsers find the client: as configured, else on this very server. */
@Injectable()
export class FrontendUrl {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly http: HttpAdapterHost,
  ) {}

  /**
   * Without a trailing slash. Where no address is configured, which production refuses, a browser
   * on this machine returns to the loopback address that it came from (`origin`).
   */
  get(origin?: string): string {
    const { FRONTEND_URL, PORT, frontendUrl } = this.config;
    if (FRONTEND_URL !== undefined) return frontendUrl;
    if (origin !== undefined && LOOPBACK.test(origin)) return origin;
    if (PORT !== 0) return frontendUrl;
    return `http://localhost:${listeningPort(this.http) ?? PORT}`;
  }
}
