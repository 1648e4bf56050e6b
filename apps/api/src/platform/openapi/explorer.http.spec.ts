import { expectProblem } from '../spec-support/expect-problem';
import { serveBuilt } from '../spec-support/serve';

const PRODUCTION = {
  NODE_ENV: 'production',
  JWT_SECRET: '0123456789abcdef0123456789abcdef',
  FRONTEND_URL: 'https://chat.test',
};

describe('The API explorer', () => {
  it('is there outside production, with a policy of its own', async () => {
    const { client, close } = await serveBuilt();
    const page = await client.fetch('/api/docs');
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('swagger-ui')]);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const { body } = await client.call<{ openapi: string; paths: object }>('/api/docs-json');
    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.paths)).toContain('/api/chat');
    await close();
  });

  it.each([
    ['unless it is asked for', {}, 404],
    ['and there when it is asked for', { SWAGGER: 'on' }, 200],
  ])('is not there in production %s', async (_, env, status) => {
    const { client, close } = await serveBuilt({ ...PRODUCTION, ...env });
    for (const path of ['/api/docs-json', '/api/docs', '/api/docs/', '/api/docs/swagger-ui.css']) {
      const response = await client.fetch(path);
      expect([path, response.status]).toEqual([path, status]);
      await response.text();
    }
    if (status === 404) expectProblem(await client.call('/api/docs'), 404, 'not_found');
    await close();
  });
});
