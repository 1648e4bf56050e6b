import type { BalanceView } from '@prome-dify/contracts';
import { ApiClient, startDifyServer, until, type DifyServer } from '@prome-dify/testing';
import { serveBuilt, type Served } from '../platform/spec-support/serve';

const KEY = 'app-secret-of-ours';

let dify: DifyServer;
let served: Served;

beforeAll(async () => {
  dify = await startDifyServer();
  served = await serveBuilt({ DIFY_BASE_URL: dify.url, DIFY_API_KEY: KEY });
});
beforeEach(() => dify.clear());
afterAll(async () => {
  await served.close();
  await dify.stop();
});

async function balanceOf(person: ApiClient): Promise<number> {
  return (await person.call<BalanceView>('/api/billing/balance')).body.balance;
}

describe('a chat with a Dify app', () => {
  it('streams the answer, and charges what Dify has counted', async () => {
    dify.script('chatflow');
    const person = await ApiClient.register(served.url);
    const before = await balanceOf(person);
    const { text, events } = await person.chat({ message: 'Hello' });
    expect(text).toBe('Hello from the Dify app.');
    expect(events.at(-1)).toMatchObject({ event: 'done', data: { reason: 'complete' } });
    expect(events.find(({ event }) => event === 'usage')).toMatchObject({
      data: { tokensUsed: 17, promptTokens: 12, completionTokens: 5, source: 'provider' },
    });
    expect(await balanceOf(person)).toBe(before - 17);
    expect(dify.requests[0]?.body).toMatchObject({ query: 'Hello', user: person.userId });
  });

  it('sends the history along', async () => {
    dify.script('chatbot');
    const person = await ApiClient.register(served.url);
    const first = await person.chat({ message: 'My name is Ada.' });
    const meta = first.events.find(({ event }) => event === 'meta');
    if (meta?.event !== 'meta') throw new Error('a new conversation has a name');
    await person.chat({ message: 'Who am I?', conversationId: meta.data.conversation_id });
    expect(dify.requests[1]?.body).toMatchObject({
      query: expect.stringMatching(/User: My name is Ada\.[^]*Who am I\?$/),
    });
  });

  it('stops the app when the person stops', async () => {
    dify.script('slow');
    const person = await ApiClient.register(served.url);
    const response = await person.fetch('/api/chat', { body: { message: 'Hello' } });
    const id = response.headers.get('x-generation-id');
    await until('the app works', () => dify.running === 1);
    await person.call(`/api/chat/${id}/stop`, { method: 'POST' });
    await response.text();
    await until('the app has stopped', () => dify.running === 0);
    expect(dify.stops).toMatchObject([{ user: person.userId }]);
  });

  it('tells a failure in our own words, and charges nothing', async () => {
    dify.script('secretsInError');
    const person = await ApiClient.register(served.url);
    const before = await balanceOf(person);
    const { events } = await person.chat({ message: 'Hello' });
    expect(events.at(-1)).toMatchObject({ event: 'error', data: { code: 'model_failed' } });
    expect(JSON.stringify(events)).not.toMatch(/UPSTREAM|app-secret|127\.0\.0\.1/);
    expect(served.lines().join('\n')).not.toContain(KEY);
    expect(await balanceOf(person)).toBe(before);
  });
});
