import { readFile } from 'node:fs/promises';
import { DemoBackend, DifyBackend, type ModelBackend } from '@prome-dify/llm';
import { ConfigError } from '../platform/config/config';
import type { CatalogueLog, CatalogueSettings } from './catalogue-settings';
import type { Model } from './model';
import { modelsFileSchema, type FileModel } from './models-file.schema';
import { openAiBackend } from './openai-backend';
import { problemLog } from './problem-log';
import { vendorBackend } from './vendor-backend';

/** What a models file sets up. */
export interface ModelsFile {
  readonly models: readonly Model[];
  /** The id of the default model, when the file names one. */
  readonly default: string | undefined;
}

function fault(what: string): ConfigError {
  return new ConfigError([`MODELS_FILE: ${what}`]);
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw fault('cannot be read');
  });
  try {
    return JSON.parse(text);
  } catch {
    throw fault('is not valid JSON');
  }
}

/** How long a provider is listened to that goes on without a reader. */
const DRAIN_MS = 5_000;

/** The back end of the model at `index` of the file. */
async function backendOf(
  model: FileModel,
  index: number,
  log: CatalogueLog,
): Promise<ModelBackend> {
  const { id, backend, baseUrl, apiKeyEnv: apiKey = '', extraBody, timeouts: timers } = model;
  const { upstreamModel = id, vendor = '', maxTokensField } = model;
  if (backend === 'ai-sdk') {
    const settings = { baseUrl, apiKey, model: upstreamModel, extraBody, timers };
    const where = `MODELS_FILE: models.${index}.vendor`;
    return vendorBackend({ id, vendor, where }, settings, log);
  }
  if (backend === 'demo' || baseUrl === undefined) return new DemoBackend();
  const upstream = { baseUrl, apiKey: model.apiKeyEnv, extraBody, timers };
  if (backend === 'dify') return new DifyBackend({ ...upstream, onProblem: problemLog(id, log) });
  const field = maxTokensField && { maxTokensField };
  const drainMs = model.onAbort === 'drain' ? DRAIN_MS : 0;
  return openAiBackend(id, { ...upstream, model: upstreamModel, ...field, drainMs }, log);
}

async function toModel(model: FileModel, index: number, log: CatalogueLog): Promise<Model> {
  const { id, label, backend, inputRate, cachedInputRate, outputRate } = model;
  const { maxOutputTokens, contextTokens } = model;
  return {
    id,
    label: label ?? id,
    backendKind: backend,
    rates: {
      inputMilli: inputRate,
      cachedMilli: cachedInputRate ?? inputRate,
      outputMilli: outputRate,
    },
    maxOutputTokens,
    contextTokens,
    backend: await backendOf(model, index, log),
  };
}

/**
 * Reads the models file at `path`; keys are looked up in `env`. Throws a ConfigError with all
 * faults: it names members of the file, and no value.
 */
export async function readModelsFile(
  path: string,
  env: CatalogueSettings['env'],
  log: CatalogueLog,
): Promise<ModelsFile> {
  const parsed = modelsFileSchema(env).safeParse(await readJson(path));
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map(({ path: at, message }) =>
        ['MODELS_FILE', at.join('.'), message].filter(Boolean).join(': '),
      ),
    );
  }
  const { models, default: chosen } = parsed.data;
  const all = models.map((model, index) => toModel(model, index, log));
  return { models: await allOrFaults(all), default: chosen };
}

/** What all of them give. Throws a ConfigError with the faults of every one. */
async function allOrFaults<T>(all: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(all);
  const faults = settled.flatMap((each) => {
    const reason: unknown = each.status === 'rejected' ? each.reason : undefined;
    return reason instanceof ConfigError ? reason.faults : [];
  });
  if (faults.length > 0) throw new ConfigError(faults);
  return Promise.all(all);
}
