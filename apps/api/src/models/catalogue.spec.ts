import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  startAnthropicServer,
  startDifyServer,
  startModelServer,
  type ModelServer,
} from '@prome-dify/testing';
import { buildCatalogue, ModelCatalogue } from './catalogue';
import type { CatalogueSettings } from './catalogue-settings';
import type { Model } from './model';

const KEY = 'sk-secret-of-ours';
const NOTHING: CatalogueSettings = {
  openaiModels: [],
  anthropicModels: [],
  production: false,
  env: {},
};

let server: ModelServer;
let lines: string[];

beforeAll(async () => {
  server = await startModelServer({ models: ['one', 'text-embedding-3', 'two'] });
});
beforeEach(() => {
  server.clear();
  lines = [];
});
afterAll(() => server.stop());

function build(settings: Partial<CatalogueSettings> = {}): Promise<ModelCatalogue> {
  return buildCatalogue({ ...NOTHING, ...settings }, (line) => lines.push(line));
}

function ids(catalogue: ModelCatalogue): string[] {
  return catalogue.list().map(({ id }) => id);
}

/** Asks a model and gives what it writes. */
async function ask(model: Model, content = 'Hello'): Promise<string> {
  const request = {
    messages: [{ role: 'user', content }],
    maxOutputTokens: 500,
    user: 'p',
  } as const;
  let text = '';
  for await (const events of model.backend.stream(request, new AbortController().signal)) {
    for (const event of events) if (event.t === 'delta') text += event.text;
  }
  return text;
}

describe('without any setting', () => {
  it('the demo model answers', async () => {
    const catalogue = await build();
    expect(ids(catalogue)).toEqual(['demo']);
    expect(catalogue.default).toMatchObject({ backendKind: 'demo', label: 'Demo model' });
    expect(catalogue.default).toMatchObject({ maxOutputTokens: 1024, contextTokens: 8192 });
    expect(await ask(catalogue.default, '1 + 1')).toContain('2');
    expect(catalogue.describe()).toBe('demo (built in, not an AI)');
    expect(lines).toEqual([]);
  });

  it('production is warned, unless the demo model was chosen', async () => {
    await build({ production: true });
    expect(lines).toEqual([expect.stringContaining('demo model')]);
    await build({ production: true, defaultModel: 'demo' });
    expect(lines).toHaveLength(1);
  });

  it('an Ollama on this machine is used', async () => {
    const catalogue = await build({ ollamaBaseUrl: server.origin });
    expect(ids(catalogue)).toEqual(['one', 'two']);
    expect(catalogue.list()[0]?.label).toBe('one (Ollama)');
    expect(catalogue.describe()).toBe('one, two (Ollama)');
    expect(await ask(catalogue.default)).toBe('Hello from the scripted model.');
    expect(server.requests[0]?.body).toMatchObject({ model: 'one', max_tokens: 500 });
  });

  it('the demo model is used although there is an Ollama, when it was chosen', async () => {
    const catalogue = await build({ ollamaBaseUrl: server.origin, defaultModel: 'demo' });
    expect(ids(catalogue)).toEqual(['demo']);
  });
});

describe('with variables', () => {
  it('offers the models that they name, and nothing else', async () => {
    const catalogue = await build({
      openaiBaseUrl: server.url,
      openaiApiKey: KEY,
      openaiModels: ['b', 'a', 'b'],
      ollamaBaseUrl: server.origin,
    });
    expect(ids(catalogue)).toEqual(['b', 'a']);
    expect(catalogue.default.id).toBe('b');
    expect(catalogue.find('a')).toMatchObject({
      backendKind: 'openai-compatible',
      rates: { inputMilli: 1000, cachedMilli: 1000, outputMilli: 1000 },
    });
    await ask(catalogue.default);
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
  });

  it('asks the server for its models when none is named', async () => {
    const catalogue = await build({ openaiBaseUrl: `${server.url}/`, defaultModel: 'two' });
    expect(ids(catalogue)).toEqual(['one', 'two']);
    expect(catalogue.default.id).toBe('two');
  });

  it('takes the default model when the server lists none', async () => {
    const openaiBaseUrl = 'http://127.0.0.1:9/v1';
    expect(ids(await build({ openaiBaseUrl }))).toEqual(['gpt-4o-mini']);
    expect(ids(await build({ openaiBaseUrl, defaultModel: 'mine' }))).toEqual(['mine']);
  });

  it('is OpenAI itself when there is only a key', async () => {
    const catalogue = await build({ openaiApiKey: KEY });
    expect(catalogue.describe()).toBe('gpt-4o-mini (at api.openai.com)');
    expect(lines).toEqual([]);
    await build({ openaiModels: ['gpt-4o'] });
    expect(lines).toEqual([expect.stringContaining('OPENAI_API_KEY is not set')]);
  });

  it('does not start with a default that is not there', async () => {
    await expect(build({ defaultModel: 'nowhere' })).rejects.toThrow('DEFAULT_MODEL');
    const named = { openaiApiKey: KEY, openaiModels: ['a'], defaultModel: 'b' };
    await expect(build(named)).rejects.toThrow('DEFAULT_MODEL');
  });

  it('logs trouble with the upstream, and no secret', async () => {
    server.next('secretsInError', 'secretsInError', 'unauthorized');
    const catalogue = await build({
      openaiBaseUrl: server.url,
      openaiApiKey: KEY,
      openaiModels: ['a'],
    });
    await ask(catalogue.default);
    await ask(catalogue.default);
    expect(lines).toEqual([
      'Model a: rejected, upstream status 400',
      'Model a: misconfigured, upstream status 401',
    ]);
  });
});

describe('with variables of Anthropic', () => {
  it('offers the models that they name, through the protocol of the vendor', async () => {
    const anthropic = await startAnthropicServer();
    const catalogue = await build({
      anthropicBaseUrl: anthropic.url,
      anthropicApiKey: KEY,
      anthropicModels: ['claude-a', 'claude-b', 'claude-a'],
      defaultModel: 'claude-b',
    });
    expect(catalogue.list()).toMatchObject([
      { id: 'claude-a', backendKind: 'ai-sdk' },
      { id: 'claude-b', backendKind: 'ai-sdk' },
    ]);
    expect(catalogue.describe()).toBe(`claude-b, claude-a (at 127.0.0.1:${anthropic.port})`);
    expect(await ask(catalogue.default)).toBe('Hello from the scripted model.');
    expect(anthropic.requests[0]?.headers).toMatchObject({ 'x-api-key': KEY });
    expect(anthropic.requests[0]?.body).toMatchObject({ model: 'claude-b', max_tokens: 500 });
    anthropic.script('unauthorized');
    await ask(catalogue.default);
    expect(lines).toEqual(['Model claude-b: misconfigured, upstream status 401']);
    await anthropic.stop();
  });

  it('chooses a model where there is only a key, beside those of others', async () => {
    const both = { openaiApiKey: KEY, anthropicApiKey: KEY };
    expect((await build(both)).describe()).toBe(
      'gpt-4o-mini, claude-haiku-5-5 (at api.openai.com and api.anthropic.com)',
    );
    const { default: chosen } = await build({ ...both, defaultModel: 'claude-haiku-5-5' });
    expect(chosen.backendKind).toBe('ai-sdk');
    expect(lines).toEqual([]);
  });

  it('says when the key is missing', async () => {
    await build({ anthropicModels: ['claude-a'] });
    expect(lines).toEqual([expect.stringContaining('ANTHROPIC_API_KEY is not set')]);
  });
});

describe('with variables of Dify', () => {
  it('offers the app', async () => {
    const dify = await startDifyServer();
    const catalogue = await build({ difyBaseUrl: dify.url, difyApiKey: KEY });
    expect(catalogue.list()).toMatchObject([{ id: 'dify', label: 'Dify', backendKind: 'dify' }]);
    expect(catalogue.describe()).toBe(`dify (at 127.0.0.1:${dify.port})`);
    expect(await ask(catalogue.default)).toBe('Hello from the Dify app.');
    expect(dify.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    dify.script('unauthorized');
    await ask(catalogue.default);
    expect(lines).toEqual(['Model dify: misconfigured, upstream status 401']);
    await dify.stop();
  });

  it('offers it beside the models of OpenAI', async () => {
    const both = { openaiApiKey: KEY, difyApiKey: KEY };
    expect((await build(both)).describe()).toBe(
      'gpt-4o-mini, dify (at api.openai.com and api.dify.ai)',
    );
    expect((await build({ ...both, defaultModel: 'dify' })).describe()).toBe(
      'dify, gpt-4o-mini (at api.openai.com and api.dify.ai)',
    );
  });

  it('says when the key is missing', async () => {
    await build({ difyBaseUrl: 'http://127.0.0.1:9/v1' });
    expect(lines).toEqual([expect.stringContaining('DIFY_API_KEY is not set')]);
  });
});

describe('with a file', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'catalogue-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function write(content: object): Promise<string> {
    const path = join(folder, 'models.json');
    await writeFile(path, JSON.stringify(content));
    return path;
  }

  it('offers what it sets up, and leaves the variables aside', async () => {
    const model = { backend: 'openai-compatible', baseUrl: server.url, apiKeyEnv: 'A_KEY' };
    const modelsFile = await write({
      default: 'b',
      models: [
        { id: 'a', ...model },
        { id: 'b', ...model, upstreamModel: 'vendor/b', extraBody: { seed: 1 } },
        { id: 'demo', backend: 'demo' },
      ],
    });
    const catalogue = await build({ modelsFile, openaiModels: ['x'], env: { A_KEY: KEY } });
    expect(catalogue.describe()).toBe('b, a, demo (from MODELS_FILE)');
    await ask(catalogue.default);
    expect(server.requests[0]?.body).toMatchObject({ model: 'vendor/b', seed: 1 });
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect((await build({ modelsFile, env: { A_KEY: KEY }, defaultModel: 'a' })).default.id).toBe(
      'a',
    );
  });

  it('does not start with a file that has faults', async () => {
    const modelsFile = await write({ models: [{ id: 'a', backend: 'ai-sdk', vendor: 'google' }] });
    await expect(build({ modelsFile })).rejects.toThrow('models.0.apiKeyEnv: is needed');
  });
});

describe('ModelCatalogue', () => {
  it('finds by id, and the default without one', async () => {
    const catalogue = await build({ openaiApiKey: KEY, openaiModels: ['a', 'b'] });
    expect(catalogue.find()?.id).toBe('a');
    expect(catalogue.find('b')?.id).toBe('b');
    expect(catalogue.find('c')).toBeUndefined();
    expect(catalogue.find('__proto__')).toBeUndefined();
  });

  it('names the first models and counts the rest', async () => {
    const openaiModels = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const catalogue = await build({ openaiApiKey: KEY, openaiModels, defaultModel: 'g' });
    expect(catalogue.describe()).toBe('g, a, b, c, d and 2 more (at api.openai.com)');
  });
});
