import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../platform/config/config';
import { readModelsFile, type ModelsFile } from './models-file';

const SECRET = 'sk-must-never-be-shown';
const ENV = { A_KEY: SECRET };

const GOOD = {
  id: 'fast',
  label: 'Fast',
  backend: 'openai-compatible',
  baseUrl: 'https://models.example/v1',
  apiKeyEnv: 'A_KEY',
  upstreamModel: 'vendor/fast-1',
  inputRate: 0.25,
  cachedInputRate: 0.025,
  outputRate: 1.5,
  maxOutputTokens: 2000,
  contextTokens: 128_000,
  onAbort: 'cancel',
  extraBody: { temperature: 0.3 },
};

/** What makes the good one a model of Anthropic. */
const VENDOR = { backend: 'ai-sdk', vendor: 'anthropic', baseUrl: undefined };

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'models-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(content: unknown): Promise<ModelsFile> {
  const path = join(folder, 'models.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readModelsFile(path, ENV, () => undefined);
}

/** The faults that reading finds. */
async function faults(content: unknown): Promise<readonly string[]> {
  try {
    await read(content);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

/** The faults of one model that differs from a good one. */
function faultsOf(change: object): Promise<readonly string[]> {
  return faults({ models: [{ ...GOOD, ...change }] });
}

describe('readModelsFile', () => {
  it('reads a model with rates in thousandths', async () => {
    const { models, default: chosen } = await read({ default: 'fast', models: [GOOD] });
    expect(chosen).toBe('fast');
    expect(models[0]).toMatchObject({
      id: 'fast',
      label: 'Fast',
      backendKind: 'openai-compatible',
      rates: { inputMilli: 250, cachedMilli: 25, outputMilli: 1500 },
      maxOutputTokens: 2000,
      contextTokens: 128_000,
    });
  });

  it('fills in what is left out', async () => {
    const { models, default: chosen } = await read({
      models: [
        { id: 'small', backend: 'openai-compatible', baseUrl: 'http://localhost:8000/v1' },
        { id: 'demo', backend: 'demo', inputRate: 0.5 },
      ],
    });
    expect(chosen).toBeUndefined();
    expect(models.map(({ label, rates }) => [label, rates])).toEqual([
      ['small', { inputMilli: 1000, cachedMilli: 1000, outputMilli: 1000 }],
      ['demo', { inputMilli: 500, cachedMilli: 500, outputMilli: 1000 }],
    ]);
    expect(models[0]).toMatchObject({ maxOutputTokens: 1024, contextTokens: 8192 });
    expect(models[1]).toMatchObject({ backendKind: 'demo' });
  });

  it('reads a Dify app, which takes inputs', async () => {
    const dify = { ...GOOD, backend: 'dify', extraBody: { inputs: { tone: 'kind' } } };
    expect((await read({ models: [dify] })).models[0]).toMatchObject({
      backendKind: 'dify',
      rates: { inputMilli: 250 },
      maxOutputTokens: 2000,
    });
  });

  it('reads models of vendors, which know their own address', async () => {
    const models = [
      { ...GOOD, ...VENDOR },
      { ...GOOD, ...VENDOR, id: 'other', vendor: 'google', timeouts: { idleMs: 5_000 } },
    ];
    expect((await read({ models })).models).toMatchObject([
      { id: 'fast', backendKind: 'ai-sdk', rates: { cachedMilli: 25 } },
      { id: 'other', backendKind: 'ai-sdk', maxOutputTokens: 2000 },
    ]);
  });

  it('tells of all vendors at once that cannot be used', async () => {
    const models = [
      { ...GOOD, ...VENDOR, id: 'a', vendor: 'nobody' },
      { ...GOOD, ...VENDOR, id: 'b' },
      { ...GOOD, ...VENDOR, id: 'c', vendor: 'nobody' },
    ];
    expect((await faults({ models })).map((fault) => fault.split(': ')[1])).toEqual([
      'models.0.vendor',
      'models.2.vendor',
    ]);
  });

  it.each<[string, object]>([
    ['models.0.inputRate: must not be negative', { inputRate: -1 }],
    ['models.0.inputRate: must have three decimals at most', { inputRate: 0.0005 }],
    ['models.0.outputRate: must be a number', { outputRate: '1' }],
    ['models.0.outputRate: must be 1000000 at most', { outputRate: 1e9 }],
    ['models.0.cachedInputRate: must not be negative', { cachedInputRate: -0.001 }],
    ['models.0.maxOutputTokens: must be a whole number', { maxOutputTokens: 1.5 }],
    ['models.0.contextTokens: must be more than maxOutputTokens', { contextTokens: 2000 }],
    ['models.0.baseUrl: must be an http or https address', { baseUrl: 'ftp://x' }],
    ['models.0.baseUrl: is needed', { baseUrl: undefined }],
    ['models.0.baseUrl: is needed', { backend: 'dify', baseUrl: undefined }],
    ['models.0.apiKeyEnv: is needed', { backend: 'dify', apiKeyEnv: undefined }],
    [
      'models.0.extraBody: must not set query, user, response_mode, conversation_id, auto_generate_name',
      { backend: 'dify', extraBody: { query: 'x' } },
    ],
    ['models.0.vendor: is needed', { backend: 'ai-sdk' }],
    ['models.0.apiKeyEnv: is needed', { ...VENDOR, apiKeyEnv: undefined }],
    [
      'models.0.vendor: has no package @ai-sdk/<vendor> that is installed',
      { ...VENDOR, vendor: 'nobody' },
    ],
    ['models.0.vendor: must be a name like anthropic', { ...VENDOR, vendor: '../x' }],
    ['models.0.vendor: makes no models', { ...VENDOR, vendor: 'provider' }],
    ['models.0.timeouts: must be an object', { timeouts: 5 }],
    ['models.0.timeouts.idleMs: must be 1 or more', { timeouts: { idleMs: 0 } }],
    ['models.0.timeouts: Unrecognized key: "patience"', { timeouts: { patience: 1 } }],
    ['models.0.backend: must be openai-compatible, dify, ai-sdk or demo', { backend: SECRET }],
    ['models.0.apiKeyEnv: names a variable that is not set', { apiKeyEnv: 'NO_KEY' }],
    [
      'models.0.apiKeyEnv: must be the name of a variable, not the key itself',
      { apiKeyEnv: SECRET },
    ],
    [
      'models.0.onAbort: drain is for openai-compatible models alone',
      { ...VENDOR, onAbort: 'drain' },
    ],
    ['models.0.id: must not be empty', { id: ' ' }],
    ['models.0: Unrecognized key: "apiKey"', { apiKey: SECRET }],
  ])('says %s', async (fault, change) => {
    expect(await faultsOf(change)).toEqual([`MODELS_FILE: ${fault}`]);
  });

  it('keeps the members of a request that are ours', async () => {
    const [fault] = await faultsOf({ extraBody: { stream: false } });
    expect(fault).toMatch(/^MODELS_FILE: models\.0\.extraBody: must not set model, messages/);
  });

  it('lists all faults together', async () => {
    const models = [
      { ...GOOD, inputRate: -1, outputRate: 'x' },
      { ...GOOD, contextTokens: 'x' },
    ];
    expect(await faults({ models })).toHaveLength(3);
  });

  it('wants ids that differ, and a default among them', async () => {
    expect(await faults({ default: 'other', models: [GOOD, GOOD] })).toEqual([
      'MODELS_FILE: default: names none of the models',
      'MODELS_FILE: models.1.id: is the id of another model',
    ]);
  });

  it.each([
    ['{"models": [', 'MODELS_FILE: is not valid JSON'],
    [`"${SECRET}"`, 'MODELS_FILE: Invalid input: expected object, received string'],
    ['{"models":[]}', 'MODELS_FILE: models: must name a model'],
    ['{}', 'MODELS_FILE: models: must be a list'],
  ])('refuses %s', async (content, fault) => {
    expect(await faults(content)).toEqual([fault]);
  });

  it('says when there is no such file', async () => {
    const reading = readModelsFile(join(folder, 'none.json'), ENV, () => undefined);
    await expect(reading).rejects.toThrow('MODELS_FILE: cannot be read');
  });

  it('shows no value, wherever a secret was put', async () => {
    for (const member of [...Object.keys(GOOD), 'vendor', 'timeouts']) {
      const told = await faultsOf({ [member]: SECRET });
      expect(told.join()).not.toContain(SECRET);
      expect((await faultsOf({ [member]: { deep: [SECRET] } })).join()).not.toContain(SECRET);
      const ofVendor = await faultsOf({ ...VENDOR, [member]: SECRET });
      expect(ofVendor.join()).not.toContain(SECRET);
    }
  });
});
