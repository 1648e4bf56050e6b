import { readFile } from 'node:fs/promises';
import { DemoBackend, DifyBackend, type ModelBackend } from '@prome-dify/llm';
import { ConfigError } from '../platform/config/config';
import type { CatalogueLog, CatalogueSettings } from './catalogue-settings';
import type { Model } from './model';
import { modelsFileSchema, type FileModel } from './models-file.schema';
import { openAiBackend } from './openai-backend';
import { problemLog } from './problem-log';

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

function backendOf(model: FileModel, log: CatalogueLog): ModelBackend {
  const { id, backend, baseUrl, apiKeyEnv: apiKey, extraBody, maxTokensField } = model;
  if (backend === 'demo' || baseUrl === undefined) return new DemoBackend();
  if (backend === 'dify') {
    return new DifyBackend({ baseUrl, apiKey, extraBody, onProblem: problemLog(id, log) });
  }
  const field = maxTokensField && { maxTokensField };
  const settings = { baseUrl, apiKey, model: model.upstreamModel ?? id, extraBody, ...field };
  return openAiBackend(id, settings, log);
}

function toModel(model: FileModel, log: CatalogueLog): Model {
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
    backend: backendOf(model, log),
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
  return { models: models.map((model) => toModel(model, log)), default: chosen };
}
