import { DemoBackend, DifyBackend, discoverOllama } from '@prome-dify/llm';
import type { CatalogueLog, CatalogueSettings } from './catalogue-settings';
import type { Model } from './model';
import { openAiBackend } from './openai-backend';
import { problemLog } from './problem-log';
import { listUpstreamModels } from './upstream-models';
import { vendorBackend } from './vendor-backend';

const OPENAI = 'https://api.openai.com/v1';
const ANTHROPIC = 'https://api.anthropic.com/v1';
const DIFY = 'https://api.dify.ai/v1';
const DIFY_ID = 'dify';
/** OpenAI lists everything it ever made, so one model is chosen when none is named. */
const OPENAI_MODEL = 'gpt-4o-mini';
const ANTHROPIC_MODEL = 'claude-haiku-5-5';

/** What holds for a model of which nothing is said: one token costs one token. */
export const MODEL_DEFAULTS = {
  rates: { inputMilli: 1000, cachedMilli: 1000, outputMilli: 1000 },
  maxOutputTokens: 1024,
  contextTokens: 8192,
} as const;

/** Models of which the variables speak, and where they are. */
export interface VariableModels {
  readonly models: readonly Model[];
  readonly hosts: readonly string[];
}

/**
 * The models of the OPENAI variables, then those of the ANTHROPIC variables, then that of the DIFY
 * variables; none without variables.
 */
export async function variableModels(
  settings: CatalogueSettings,
  log: CatalogueLog,
): Promise<VariableModels> {
  const others = [
    ...(usesAnthropic(settings) ? [await anthropicModels(settings, log)] : []),
    ...(usesDify(settings) ? [difyModel(settings, log)] : []),
  ];
  // A default that is somewhere else names no model of OpenAI.
  const ids = new Set(others.flatMap(({ models }) => models.map(({ id }) => id)));
  const elsewhere = settings.defaultModel !== undefined && ids.has(settings.defaultModel);
  const rest = elsewhere ? { defaultModel: undefined } : {};
  const openai = usesOpenAi(settings) ? [await openAiModels({ ...settings, ...rest }, log)] : [];
  const all = [...openai, ...others];
  return {
    models: all.flatMap(({ models }) => models),
    hosts: all.flatMap(({ hosts }) => hosts),
  };
}

function usesAnthropic(settings: CatalogueSettings): boolean {
  const { anthropicBaseUrl, anthropicApiKey, anthropicModels: named } = settings;
  return anthropicBaseUrl !== undefined || anthropicApiKey !== undefined || named.length > 0;
}

async function anthropicModels(
  settings: CatalogueSettings,
  log: CatalogueLog,
): Promise<VariableModels> {
  const { anthropicBaseUrl: baseUrl = ANTHROPIC, anthropicApiKey: apiKey = '' } = settings;
  if (apiKey === '') log('ANTHROPIC_API_KEY is not set, and Anthropic answers nobody without one');
  const named = [...new Set(settings.anthropicModels)];
  const ids = named.length > 0 ? named : [ANTHROPIC_MODEL];
  const models = ids.map(async (id): Promise<Model> => {
    const vendor = { id, vendor: 'anthropic', where: 'ANTHROPIC_MODELS' };
    const backend = await vendorBackend(vendor, { baseUrl, apiKey, model: id }, log);
    return { ...MODEL_DEFAULTS, id, label: id, backendKind: 'ai-sdk', backend };
  });
  return { models: await Promise.all(models), hosts: [new URL(baseUrl).host] };
}

function usesDify({ difyBaseUrl, difyApiKey }: CatalogueSettings): boolean {
  return difyBaseUrl !== undefined || difyApiKey !== undefined;
}

/** One Dify app is one model; which model it asks itself is set up in Dify. */
function difyModel(
  { difyBaseUrl: baseUrl = DIFY, difyApiKey: apiKey }: CatalogueSettings,
  log: CatalogueLog,
): VariableModels {
  if (apiKey === undefined) log('DIFY_API_KEY is not set, and Dify answers nobody without one');
  const backend = new DifyBackend({ baseUrl, apiKey, onProblem: problemLog(DIFY_ID, log) });
  const model: Model = {
    ...MODEL_DEFAULTS,
    id: DIFY_ID,
    label: 'Dify',
    backendKind: 'dify',
    backend,
  };
  return { models: [model], hosts: [new URL(baseUrl).host] };
}

/** Whether a variable of OpenAI's says that its protocol is to be used. */
function usesOpenAi(settings: CatalogueSettings): boolean {
  const { openaiBaseUrl, openaiApiKey, openaiModels } = settings;
  return openaiBaseUrl !== undefined || openaiApiKey !== undefined || openaiModels.length > 0;
}

/** The models named by the variables; without names those that the server lists. */
async function openAiModels(
  settings: CatalogueSettings,
  log: CatalogueLog,
): Promise<VariableModels> {
  const { openaiBaseUrl: baseUrl = OPENAI, openaiApiKey: apiKey } = settings;
  if (apiKey === undefined && baseUrl === OPENAI) {
    log('OPENAI_API_KEY is not set, and OpenAI answers nobody without one');
  }
  const ids = await openAiIds(settings, baseUrl);
  const models = ids.map((id) => modelOf(id, id, { baseUrl, apiKey }, log));
  return { models, hosts: [new URL(baseUrl).host] };
}

async function openAiIds(settings: CatalogueSettings, baseUrl: string): Promise<string[]> {
  const { openaiModels, openaiApiKey, defaultModel = OPENAI_MODEL } = settings;
  if (openaiModels.length > 0) return [...new Set(openaiModels)];
  const listed = baseUrl === OPENAI ? [] : await listUpstreamModels(baseUrl, openaiApiKey);
  return listed.length > 0 ? listed : [defaultModel];
}

/** The models of an Ollama on this machine, through its OpenAI-compatible side. */
export async function ollamaModels(
  { ollamaBaseUrl }: CatalogueSettings,
  log: CatalogueLog,
): Promise<Model[]> {
  if (ollamaBaseUrl === undefined) return [];
  const names = await discoverOllama(ollamaBaseUrl);
  const baseUrl = new URL('/v1', ollamaBaseUrl).href;
  return names.map((name) => modelOf(name, `${name} (Ollama)`, { baseUrl }, log));
}

/** The model that is always there. */
export function demoModel(): Model {
  return {
    ...MODEL_DEFAULTS,
    id: 'demo',
    label: 'Demo model',
    backendKind: 'demo',
    backend: new DemoBackend(),
  };
}

function modelOf(
  id: string,
  label: string,
  server: { readonly baseUrl: string; readonly apiKey?: string },
  log: CatalogueLog,
): Model {
  const backend = openAiBackend(id, { ...server, model: id }, log);
  return { ...MODEL_DEFAULTS, id, label, backendKind: 'openai-compatible', backend };
}
