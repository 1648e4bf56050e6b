import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelsAnswer } from '@prome-dify/contracts';
import { serveBuilt } from '../platform/spec-support/serve';

describe('GET /api/models', () => {
  it('shows the demo model to everybody when nothing is set up', async () => {
    const { client, close } = await serveBuilt();
    const { status, body } = await client.call<ModelsAnswer>('/api/models');
    expect(status).toBe(200);
    expect(body).toEqual({
      models: [
        {
          id: 'demo',
          label: expect.any(String),
          backend: 'demo',
          inputRate: 1,
          cachedInputRate: 1,
          outputRate: 1,
          maxOutputTokens: expect.any(Number),
          contextTokens: expect.any(Number),
        },
      ],
      default: 'demo',
    });
    await close();
  });

  it('shows models and prices, and nothing of where they are or what opens them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'prome-dify-models-'));
    const model = {
      label: 'Fast',
      backend: 'openai-compatible',
      baseUrl: 'http://canary-host.test/v1',
      apiKeyEnv: 'CANARY_KEY',
      upstreamModel: 'canary-upstream',
      inputRate: 0.125,
      outputRate: 2.5,
      maxOutputTokens: 500,
      contextTokens: 4000,
      onAbort: 'cancel',
    };
    const models = [
      { ...model, id: 'fast' },
      { ...model, id: 'free', inputRate: 0, outputRate: 0, cachedInputRate: 0 },
    ];
    const file = join(folder, 'models.json');
    await writeFile(file, JSON.stringify({ default: 'free', models }));
    const env = { MODELS_FILE: file, CANARY_KEY: 'canary-key' };
    const { client, close } = await serveBuilt(env);
    const { body } = await client.call<ModelsAnswer>('/api/models');
    expect(body.default).toBe('free');
    expect(body.models).toEqual([
      {
        id: 'fast',
        label: 'Fast',
        backend: 'openai-compatible',
        inputRate: 0.125,
        cachedInputRate: 0.125,
        outputRate: 2.5,
        maxOutputTokens: 500,
        contextTokens: 4000,
      },
      expect.objectContaining({ id: 'free', inputRate: 0, cachedInputRate: 0, outputRate: 0 }),
    ]);
    expect(JSON.stringify(body)).not.toMatch(/canary/i);
    await close();
    await rm(folder, { recursive: true });
  });
});
