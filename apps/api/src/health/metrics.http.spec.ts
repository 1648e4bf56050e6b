import type { UsageAnswer } from '@prome-dify/contracts';
import { ApiClient } from '@prome-dify/testing';
import { expectProblem } from '../platform/spec-support/expect-problem';
import { serveBuilt } from '../platform/spec-support/serve';

const SECRET = 'a secret that only the spec knows';
const given = (secret: string) => ({ headers: { authorization: `Bearer ${secret}` } });

describe('Metrics', () => {
  it('are not there unless a secret is set', async () => {
    const { client, close } = await serveBuilt({});
    expectProblem(await client.call('/metrics', given('')), 404, 'not_found');
    expectProblem(await client.call('/metrics', given('undefined')), 404, 'not_found');
    await close();
  });

  it('tell who knows the secret what the process did, in numbers that the books confirm', async () => {
    const { server, client, close } = await serveBuilt({ METRICS_SECRET: SECRET });
    for (const wrong of ['', 'another', `${SECRET}x`, SECRET.toUpperCase()]) {
      expectProblem(await client.call('/metrics', given(wrong)), 401, 'unauthorized');
    }
    const person = await ApiClient.register(server.url);
    await person.chat({ message: 'Hello' });
    const { usage } = (await person.call<UsageAnswer>('/api/billing/usage')).body;
    const spent = usage.find(({ type }) => type === 'chat')?.tokensUsed;

    const answer = await client.fetch('/metrics', given(SECRET));
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const lines = (await answer.text()).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'generations_running 0',
        'generations_ended_total{model="demo",status="complete"} 1',
        `ledger_tokens_total{kind="usage"} ${spent}`,
        'ledger_tokens_total{kind="grant"} 1000',
        'http_request_duration_seconds_count{method="POST",route="/api/chat",status="200"} 1',
        'http_request_duration_seconds_count{method="GET",route="/metrics",status="401"} 4',
        expect.stringMatching(/^nodejs_heap_size_used_bytes \d+$/),
      ]),
    );
    await close();
  });
});
