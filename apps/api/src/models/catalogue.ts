import { ConfigError } from '../platform/config/config';
import type { CatalogueLog, CatalogueSettings } from './catalogue-settings';
import type { Model } from './model';
import { readModelsFile } from './models-file';
import { demoModel, ollamaModels, variableModels } from './model-sources';

/** Names listed when the server starts; the rest are only counted. */
const NAMED_MAX = 5;

/** The models that may be chosen. There is always one at least. */
export class ModelCatalogue {
  /** The model of a chat that names none. */
  readonly default: Model;
  private readonly byId: ReadonlyMap<string, Model>;

  /**
   * `source` says where they come from, as part of a sentence. The default is the one named, or
   * the first. Throws a ConfigError when there is none to be the default.
   */
  constructor(
    private readonly models: readonly Model[],
    private readonly source: string,
    defaultId?: string,
  ) {
    this.byId = new Map(models.map((model) => [model.id, model]));
    const chosen = defaultId === undefined ? models[0] : this.byId.get(defaultId);
    if (!chosen) throw new ConfigError(['DEFAULT_MODEL: names no model that is set up']);
    this.default = chosen;
  }

  /** All of them, in the order in which they were set up. */
  list(): readonly Model[] {
    return this.models;
  }

  /** The model with this id, the default one without an id; undefined when there is none. */
  find(id?: string): Model | undefined {
    return id === undefined ? this.default : this.byId.get(id);
  }

  /** One line for the person who starts the server. */
  describe(): string {
    const others = this.models.filter((model) => model !== this.default).map(({ id }) => id);
    const named = [this.default.id, ...others].slice(0, NAMED_MAX);
    const more = this.models.length - named.length;
    return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''} (${this.source})`;
  }
}

/**
 * Finds out which models there are: those of MODELS_FILE; else those of the OPENAI, the ANTHROPIC
 * and the DIFY variables; else those of an Ollama, when one answers; else the built-in demo model.
 * `log` takes warnings, none of which holds a secret. Throws a ConfigError with all faults of the file.
 */
export async function buildCatalogue(
  settings: CatalogueSettings,
  log: CatalogueLog,
): Promise<ModelCatalogue> {
  const { modelsFile, defaultModel } = settings;
  if (modelsFile !== undefined) {
    const file = await readModelsFile(modelsFile, settings.env, log);
    return new ModelCatalogue(file.models, 'from MODELS_FILE', defaultModel ?? file.default);
  }
  const { models, hosts } = await variableModels(settings, log);
  if (models.length > 0) {
    return new ModelCatalogue(models, `at ${hosts.join(' and ')}`, defaultModel);
  }
  const demo = demoModel();
  const found = defaultModel === demo.id ? [] : await ollamaModels(settings, log);
  if (found.length > 0) return new ModelCatalogue(found, 'Ollama', defaultModel);
  if (settings.production && defaultModel !== demo.id) {
    log('No model is set up: the demo model answers, which nobody should have to pay for');
  }
  return new ModelCatalogue([demo], 'built in, not an AI', defaultModel);
}
