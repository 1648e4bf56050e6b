import type { ModelServer } from '@prome-dify/testing';
import {
  ApiClient,
  openWay,
  reachableEngines,
  reachableRedis,
  ServerProcess,
  startModelServer,
  until,
} from '@prome-dify/testing';
import { expectProblem } from '../platform/spec-support/expect-problem';
import { serveBuilt } from '../platform/spec-support/serve';

const [engines, redis] = await Promise.all([reachableEngines(), reachableRedis()]);

describe.each(engines)('Health on $name', (engine) => {
  let model: ModelServer;
  beforeAll(async () => {
    model = await startModelServer({ script: 'slow' });
  });
  afterAll(() => model.stop());

  it('is good until the end; the server is ready until it stops, also while an answer is running', async () => {
    const env = { OPENAI_BASE_URL: model.url, OPENAI_MODELS: 'scripted', DRAIN_MS: '800' };
    const { server, client, close } = await serveBuilt(env, engine);
    const person = await ApiClient.register(server.url);
    const answer = person.fetch('/api/chat', { body: { message: 'Tell me everything' } });
    const stream = (await answer).text();
    await until('the model is answering', () => model.open > 0);
    for (const path of ['/health', '/ready']) {
      const got = await client.call(path);
      expect(got).toMatchObject({ status: 200, body: { status: 'ok' } });
      const head = await client.fetch(path, { method: 'HEAD' });
      expect([head.status, await head.text()]).toEqual([200, '']);
      for (const name of ['content-type', 'content-length', 'cache-control']) {
        expect([name, head.headers.get(name)]).toEqual([name, got.headers.get(name)]);
      }
    }
    server.signal('SIGTERM');
    const ready = () => client.call('/ready');
    await until('it says that it is stopping', async () => (await ready()).status === 503);
    const refused = await ready();
    expectProblem(refused, 503, 'server_restarting');
    expect(refused.headers.get('retry-after')).toBe('5');
    expect((await client.fetch('/ready', { method: 'HEAD' })).status).toBe(503);
    expect((await client.call('/health')).status).toBe(200);
    expect(await stream).toMatch(/server_restarting/);
    expect(await server.exit()).toBe(0);
    await close();
  });
});

describe('Health without PostgreSQL', () => {
  const postgres = engines.find(({ name }) => name === 'postgres');
  const cases = postgres ? [postgres] : [];

  it.each(cases)('is good, but the server is not ready until $name is back', async (engine) => {
    const { url, remove } = await engine.createDatabase();
    const way = await openWay(url);
    const server = await ServerProcess.start({ databaseUrl: way.url });
    const client = new ApiClient(server.url);
    expect((await client.call('/ready')).status).toBe(200);
    way.cut();
    const refused = await client.call('/ready');
    expectProblem(refused, 503, 'server_busy');
    expect(refused.headers.get('retry-after')).toBe('2');
    expect((await client.call('/health')).status).toBe(200);
    way.mend();
    await until('it is ready again', async () => (await client.call('/ready')).status === 200);
    expect(await server.stop()).toBe(0);
    await way.close();
    await remove();
  });
});

describe('Health without Redis', () => {
  it.each(redis)('is good, and readiness only tells of it', async (engine) => {
    const place = engine.createPlace();
    const way = await openWay(place.url);
    way.cut();
    const env = { REDIS_URL: way.url, REDIS_PREFIX: place.prefix };
    const { client, lines, close } = await serveBuilt(env);
    const ready = async () => (await client.call<{ redis?: string }>('/ready')).body;
    expect(await ready()).toEqual({ status: 'ok', redis: 'down' });
    expect(lines().join()).toContain('Redis does not answer; starting without it');
    way.mend();
    await until('it is found', async () => (await ready()).redis === 'up');
    way.cut();
    await until('it is lost', async () => (await ready()).redis === 'down');
    expect((await client.call('/ready')).status).toBe(200);
    await close();
    await way.close();
    await place.remove();
  });
});
