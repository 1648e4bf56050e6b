import type { Server } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Config } from '../../platform/config/config';
import { CONFIG } from '../../platform/config/config';
import type { LinkPurpose } from './mail-link';

const PAGES: Readonly<Record<LinkPurpose, string>> = {
  reset: '/reset-password',
  verify: '/verify-email',
  change: '/change-email',
};

/** Where links lead: to the configured client, never to what a request says of itself. */
@Injectable()
export class LinkAddress {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly http: HttpAdapterHost,
  ) {}

  of(purpose: LinkPurpose, token: string): string {
    return `${this.base()}${PAGES[purpose]}?token=${encodeURIComponent(token)}`;
  }

  /** Without a configured client it is this server, at the port that it was given. */
  private base(): string {
    const { FRONTEND_URL, PORT, frontendUrl } = this.config;
    if (FRONTEND_URL !== undefined || PORT !== 0) return frontendUrl;
    const server = this.http.httpAdapter?.getHttpServer() as Server | undefined;
    const bound = server?.address?.();
    return typeof bound === 'object' && bound ? `http://localhost:${bound.port}` : frontendUrl;
  }
}
