import { once } from 'node:events';
import { connect } from 'node:net';
import type { ModelServer } from '@prome-dify/testing';
import { ApiClient, startModelServer, until } from '@prome-dify/testing';
import { expectProblem } from '../spec-support/expect-problem';
import { serveBuilt } from '../spec-support/serve';

describe('A signal to stop', () => {
  let model: ModelServer;
  beforeAll(async () => {
    model = await startModelServer({ script: 'slow' });
  });
  afterAll(() => model.stop());

  const serveWithAnswer = async (drainMs: string) => {
    const env = { OPENAI_BASE_URL: model.url, OPENAI_MODELS: 'scripted', DRAIN_MS: drainMs };
    const served = await serveBuilt({ ...env, LOG_LEVEL: 'info' });
    const person = await ApiClient.register(served.url);
    const response = await person.fetch('/api/chat', { body: { message: 'Go on for long' } });
    const stream = response.text().catch(() => 'cut');
    return { ...served, person, stream };
  };

  it.each(['SIGTERM', 'SIGINT'] as const)(
    '%s ends an idle server at once, with 0',
    async (signal) => {
      const { server, url, close } = await serveBuilt({ LOG_LEVEL: 'info' });
      // Someone who says nothing must not keep it from stopping.
      const idle = connect(Number(new URL(url).port), '127.0.0.1');
      await once(idle, 'connect');
      const hungUp = once(idle, 'close');
      expect(await server.stop(signal)).toBe(0);
      await hungUp;
      expect(server.log.join('')).toContain('"stopped"');
      await close();
    },
  );

  it('lets a running answer end, refuses new ones, and ends with 0', async () => {
    const { server, client, person, stream, close } = await serveWithAnswer('800');
    server.signal('SIGTERM');
    const ready = async () => (await client.call('/ready')).status;
    await until('it is stopping', async () => (await ready()) === 503);
    const refused = await person.call('/api/chat', { body: { message: 'Me too' } });
    expectProblem(refused, 503, 'server_restarting');
    expect(refused.headers.get('retry-after')).not.toBeNull();
    expect(await stream).toMatch(/event: error\n.*\n?data: .*server_restarting/);
    expect(await server.exit()).toBe(0);
    await close();
  });

  it('ends the streams that never end by themselves, and what browsers keep open', async () => {
    // It gives up, with 1, five seconds after the drain.
    const { server, url, close } = await serveBuilt({ DRAIN_MS: '0' });
    const { token } = await ApiClient.register(url);
    const browser = connect(Number(new URL(url).port), '127.0.0.1');
    const hungUp = once(browser, 'close');
    let received = '';
    browser.setEncoding('utf8').on('data', (text: string) => (received += text));
    const head =
      'GET /api/billing/balance/stream HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n';
    browser.write(`${head}Authorization: Bearer ${token}\r\n\r\n`);
    await until('the balance has come', () => received.includes('event: balance'));
    expect(await server.stop()).toBe(0);
    await hungUp;
    // The last chunk: it ended in order and was not cut.
    expect(received).toMatch(/\r\n0\r\n\r\n$/);
    await close();
  });

  it('ends it at once and with 1 when it is the second one', async () => {
    const { server, client, stream, close } = await serveWithAnswer('60000');
    server.signal('SIGTERM');
    await until('it is stopping', async () => (await client.call('/ready')).status === 503);
    server.signal('SIGTERM');
    expect(await server.exit()).toBe(1);
    await stream;
    await close();
  });
});
