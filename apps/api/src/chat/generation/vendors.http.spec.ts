import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelsAnswer, UsageEvent } from '@prome-dify/contracts';
import {
  anthropicAnswering,
  ApiClient,
  startAnthropicServer,
  startGoogleServer,
  until,
  type AnthropicServer,
  type GoogleServer,
} from '@prome-dify/testing';
import { Person } from '../spec-support/person';
import { storyOf } from '../spec-support/story';
import { serveBuilt, type Served } from '../../platform/spec-support/serve';

const KEY = 'vendor-key-of-ours';
const WORDS = 'Hello from the scripted model.';
const SIGNUP_TOKENS = 100_000;

let anthropic: AnthropicServer;
let google: GoogleServer;
let served: Served;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prome-dify-vendors-'));
  [anthropic, google] = await Promise.all([startAnthropicServer(), startGoogleServer()]);
  const vendor = { backend: 'ai-sdk', apiKeyEnv: 'VENDOR_KEY', maxOutputTokens: 500 };
  const models = [
    { ...vendor, id: 'claude', vendor: 'anthropic', baseUrl: anthropic.url, cachedInputRate: 0.1 },
    { ...vendor, id: 'gemini', vendor: 'google', baseUrl: google.url, upstreamModel: 'gemini-x' },
  ];
  const file = join(folder, 'models.json');
  await writeFile(file, JSON.stringify({ models }));
  served = await serveBuilt({
    ...{ MODELS_FILE: file, VENDOR_KEY: KEY },
    SIGNUP_TOKENS: String(SIGNUP_TOKENS),
  });
});
beforeEach(() => {
  for (const server of [anthropic, google]) {
    server.clear();
    server.script('normal');
  }
});
afterAll(async () => {
  await served.close();
  await Promise.all([anthropic.stop(), google.stop()]);
  await rm(folder, { recursive: true });
});

async function newPerson(): Promise<Person> {
  const { url, token, userId } = await ApiClient.register(served.url);
  return new Person(url, token, userId);
}

describe('a chat with a model of a vendor', () => {
  it.each([
    ['claude', () => anthropic],
    ['gemini', () => google],
  ])('%s streams, and costs what the vendor has counted', async (model, server) => {
    const person = await newPerson();
    const { maxTokens } = await person.quote('Hello', { model });
    const story = storyOf((await person.say('Hello', { model })).events);
    expect(story).toMatchObject({
      ...{ text: WORDS, end: 'complete', source: 'provider' },
      ...{ charged: 17, balanceAfter: SIGNUP_TOKENS - 17 },
    });
    const asked = JSON.stringify(server().requests[0]?.body);
    expect(asked).toMatch(/"(max_tokens|maxOutputTokens)":500/);
    expect(maxTokens).toBeGreaterThanOrEqual(500);
  });

  it('pays less for what came from the cache of the vendor', async () => {
    anthropic.script('usageCached');
    const { events } = await (await newPerson()).say('Hello', { model: 'claude' });
    // 30 + 10 × 1 + 60 × 0.1 + 20
    expect(storyOf(events)).toMatchObject({ charged: 66, source: 'provider' });
  });

  it('can be stopped: the connection is closed, and the words so far are counted by us', async () => {
    const words = Array.from({ length: 2_000 }, (_, n) => `w${n} `);
    const usage = { input_tokens: 40, cache_read_input_tokens: 600, output_tokens: 1 };
    anthropic.script(anthropicAnswering({ deltas: words, paceMs: 20, usage: [usage] }));
    const person = await newPerson();
    const stream = await person.begin({ message: 'Hello', model: 'claude' });
    const received = [];
    for await (const event of stream.events) {
      received.push(event);
      if (received.length === 3) void person.stop(stream.generationId);
    }
    const story = storyOf(received);
    expect(story).toMatchObject({ end: 'stopped', source: 'estimated' });
    // The prompt as Anthropic has counted it, its cached part cheaper: 40 + 600 × 0.1, and the words.
    // The one token that it says at the beginning that the answer will cost is no figure.
    const data = received.find(({ event }) => event === 'usage')?.data;
    const { promptTokens, completionTokens } = data as UsageEvent['data'];
    expect(promptTokens).toBe(640);
    expect(completionTokens).toBeGreaterThan(1);
    expect(story.charged).toBe(100 + completionTokens);
    await until('it is closed', () => anthropic.requests[0]?.aborted);
    const balance = SIGNUP_TOKENS - story.charged;
    expect(await person.balance()).toMatchObject({ balance, held: 0 });
  });

  it('that fails says so in our words, and costs nothing where nothing came', async () => {
    anthropic.script('secretsInError');
    const person = await newPerson();
    const { events } = await person.say('Hello', { model: 'claude' });
    expect(storyOf(events)).toMatchObject({ text: '', charged: 0, end: 'model_failed' });
    expect(JSON.stringify(events)).not.toMatch(new RegExp(`${KEY}|127\\.0\\.0\\.1|UPSTREAM`));
    expect(await person.balance()).toMatchObject({ balance: SIGNUP_TOKENS, held: 0 });
    const log = () => served.lines().join('\n');
    await until('the log says it', () =>
      log().includes('Model claude: rejected, upstream status 400'),
    );
    expect(log()).not.toContain(KEY);
  });
});

describe('GET /api/models', () => {
  it('says what kind of back end each has', async () => {
    const { body } = await served.client.call<ModelsAnswer>('/api/models');
    expect(body.models.map(({ id, backend }) => [id, backend])).toEqual([
      ['claude', 'ai-sdk'],
      ['gemini', 'ai-sdk'],
    ]);
    expect(JSON.stringify(body)).not.toContain('127.0.0.1');
  });
});
