import type { HttpAdapterHost } from '@nestjs/core';
import { loadConfig } from '../../platform/config/config';
import { FrontendUrl } from './frontend-url';

const http = {
  httpAdapter: { getHttpServer: () => ({ address: () => ({ port: 4321 }) }) },
} as unknown as HttpAdapterHost;

const frontend = (env: Readonly<Record<string, string>> = {}) =>
  new FrontendUrl(loadConfig(env), http);

describe('where a browser returns to after paying', () => {
  it('is the configured address, whatever the request says of itself', () => {
    const configured = frontend({ FRONTEND_URL: 'https://chat.test/' });
    const origins = [undefined, 'https://evil.test', 'http://localhost:3000', 'null'];
    expect(origins.map((origin) => configured.get(origin))).toEqual(
      origins.map(() => 'https://chat.test'),
    );
  });

  it.each(['http://localhost:3001', 'http://127.0.0.1:3000', 'http://[::1]:3000'])(
    'is %s where nothing is configured and the browser came from there',
    (origin) => {
      expect(frontend().get(origin)).toBe(origin);
    },
  );

  it.each([
    'https://evil.test',
    'http://evil.test:3000',
    'http://localhost.evil.test',
    'http://localhost@evil.test',
    'http://127.0.0.1:3000/path',
    'javascript:alert(1)//localhost',
    'http://localhost:3000\n.evil.test',
    'null',
    '',
  ])('is never %p', (origin) => {
    expect(frontend().get(origin)).toBe('http://localhost:3000');
  });

  it('is on the port that this server got when it asked for any', () => {
    expect(frontend({ PORT: '0' }).get()).toBe('http://localhost:4321');
  });
});
