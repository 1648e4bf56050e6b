import { ApiClient } from '@prome-dify/testing';
import type { Served } from '../spec-support/serve';
import { serveBuilt } from '../spec-support/serve';

const ORIGIN = 'http://client.test:3001';

const EVERYWHERE = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': expect.stringMatching(/^max-age=31536000/),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
};

describe('The headers of the server', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serveBuilt({ FRONTEND_URL: `${ORIGIN}/app` });
  });
  afterAll(() => served.close());

  it.each(['/health', '/ready', '/api/models', '/api/nothing', '/api/auth/me', '/api/docs-json'])(
    'let a browser do nothing with the data of %s, and keep none of it',
    async (path) => {
      const { headers } = await served.client.fetch(path);
      expect(Object.fromEntries(headers)).toMatchObject({
        ...EVERYWHERE,
        'content-security-policy': "default-src 'none';frame-ancestors 'none'",
        'cache-control': 'no-store',
      });
    },
  );

  it('keep an event stream from being kept, and from being held back on its way', async () => {
    const person = await ApiClient.register(served.url);
    const response = await person.fetch('/api/chat', { body: { message: '/lorem 3' } });
    await response.text();
    const headers = Object.fromEntries(response.headers);
    expect(headers).toMatchObject({ ...EVERYWHERE, 'x-accel-buffering': 'no' });
    expect(headers['cache-control']).toMatch(/no-store|no-cache/);
    expect(headers['cache-control']).toContain('no-transform');
  });

  it('say nothing of what the server is made of', async () => {
    const { headers } = await served.client.fetch('/api/models');
    expect([headers.get('server'), headers.get('x-powered-by')]).toEqual([null, null]);
  });

  it('give every answer an id of its own, whatever the caller says', async () => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const { headers } = await served.client.fetch('/health', {
          headers: { 'x-request-id': 'mine' },
        });
        return headers.get('x-request-id');
      }),
    );
    expect(new Set(ids).size).toBe(20);
    expect(ids).not.toContain('mine');
  });

  it('let the client of FRONTEND_URL read answers from its own origin, and nobody else', async () => {
    const allowed = async (origin: string, method = 'GET') => {
      const { headers } = await served.client.fetch('/api/models', {
        method,
        headers: { origin, 'access-control-request-method': 'GET' },
      });
      return headers.get('access-control-allow-origin');
    };
    expect([await allowed(ORIGIN), await allowed(ORIGIN, 'OPTIONS')]).toEqual([ORIGIN, ORIGIN]);
    const preflight = await served.client.fetch('/api/models', { method: 'OPTIONS' });
    expect(preflight.headers.get('access-control-allow-methods')).toMatch(/PUT, PATCH, DELETE/);
    expect(preflight.headers.get('x-content-type-options')).toBe('nosniff');
    for (const origin of ['http://evil.test', 'null', `${ORIGIN}.evil.test`]) {
      expect(await allowed(origin)).not.toBe(origin);
      expect(await allowed(origin)).not.toBe('*');
    }
  });
});
