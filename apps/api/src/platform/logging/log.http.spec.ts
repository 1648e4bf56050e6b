import type { ModelServer } from '@prome-dify/testing';
import { ApiClient, startModelServer, until } from '@prome-dify/testing';
import type { Served } from '../spec-support/serve';
import { serveBuilt } from '../spec-support/serve';

interface Line {
  readonly level: number;
  readonly time: string;
  readonly msg: string;
  readonly reqId?: string;
  readonly route?: string;
  readonly status?: number;
}

const SECRETS = {
  JWT_SECRET: 'canary-jwt-secret-0123456789abcdef',
  STRIPE_WEBHOOK_SECRET: 'whsec_canary_webhook',
  STRIPE_SECRET_KEY: 'sk_test_canary_stripe',
  OPENAI_API_KEY: 'canary-openai-key',
};

describe('The log', () => {
  let model: ModelServer;
  let served: Served;
  beforeAll(async () => {
    model = await startModelServer();
    served = await serveBuilt({
      ...SECRETS,
      LOG_LEVEL: 'trace',
      OPENAI_BASE_URL: model.url,
      OPENAI_MODELS: 'scripted',
      // Nobody listens there, so that a checkout fails and says so.
      STRIPE_API_BASE: 'http://127.0.0.1:9',
    });
  });
  afterAll(async () => {
    await served.close();
    await model.stop();
  });

  const lines = () => served.lines().map((line) => JSON.parse(line) as Line);

  it('tells of every request once, by the id of its answer and its route without the query', async () => {
    const person = await ApiClient.register(served.url);
    const { headers } = await person.fetch('/api/billing/usage?limit=canary');
    const ofLast = ({ reqId }: Line) => reqId === headers.get('x-request-id');
    await until('the last request is in the log', () => lines().some(ofLast));
    expect(lines().filter(ofLast)).toMatchObject([
      { msg: 'request', route: '/api/billing/usage', status: 400 },
    ]);
  });

  it('has no secret, password, token, address or text of anybody in it', async () => {
    const email = 'canary-address@example.com';
    const password = 'canary-password';
    const nobody = new ApiClient(served.url);
    const register = () =>
      nobody.call<{ token: string }>('/api/auth/register', { body: { email, password } });
    const { body, headers } = await register();
    await register();
    await nobody.call('/api/auth/login', { body: { email, password: 'canary-guess' } });
    const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const refreshed = await nobody.call('/api/auth/refresh', {
      method: 'POST',
      headers: { cookie },
    });
    const person = new ApiClient(served.url, body.token);
    await person.chat({ message: 'canary-message' });
    for (const script of ['secretsInError', 'serverError', 'resetMidAnswer'] as const) {
      model.script(script);
      await person.chat({ message: 'canary-message to a broken model' });
    }
    await person.call('/api/chat', { body: '{"message":"canary-cut' });
    await person.call('/api/billing/checkout', { body: { packageId: 'starter-pack' } });
    await person.call('/api/billing/webhook', {
      body: '{"canary":"body"}',
      headers: { 'stripe-signature': 't=1,v1=canary' },
    });
    const last = await person.call('/api/nothing?token=canary-query');
    const lastId = last.headers.get('x-request-id') ?? '';
    await until('the last request is in the log', () => served.lines().at(-1)?.includes(lastId));
    const written = served.server.log.join('');
    expect(written).not.toMatch(/canary/i);
    for (const secret of [body.token, cookie.replace('refresh=', '')]) {
      expect(secret.length).toBeGreaterThan(20);
      expect(written).not.toContain(secret.slice(-20));
    }
    expect(refreshed.status).toBe(200);
  });

  it('is made of JSON lines and nothing else, from the first to the last', async () => {
    await served.server.stop();
    const all = lines();
    expect(all.at(-1)).toMatchObject({ msg: 'stopped' });
    expect(all.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['ready', 'stopping']));
    const incomplete = all.filter(({ level, time, msg }) => {
      return typeof level !== 'number' || Number.isNaN(Date.parse(time)) || typeof msg !== 'string';
    });
    expect(incomplete).toEqual([]);
  });
});
