/** What decides which models there are. Environment variables stand behind all of it. */
export interface CatalogueSettings {
  /** Path of the file that sets up everything; the other settings then count for nothing. */
  readonly modelsFile?: string;
  readonly openaiBaseUrl?: string;
  readonly openaiApiKey?: string;
  readonly openaiModels: readonly string[];
  readonly anthropicBaseUrl?: string;
  readonly anthropicApiKey?: string;
  readonly anthropicModels: readonly string[];
  readonly difyBaseUrl?: string;
  readonly difyApiKey?: string;
  /** Where an Ollama is looked for; absent: nowhere. */
  readonly ollamaBaseUrl?: string;
  readonly defaultModel?: string;
  readonly production: boolean;
  /** Where the file's `apiKeyEnv` are looked up. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Takes one line that a person should read. */
export type CatalogueLog = (line: string) => void;
