/** One model that may be chosen, with its price. Rates are balance tokens per upstream token. */
export interface ModelView {
  readonly id: string;
  readonly label: string;
  readonly backend: 'openai-compatible' | 'dify' | 'ai-sdk' | 'demo';
  readonly inputRate: number;
  readonly cachedInputRate: number;
  readonly outputRate: number;
  /** Longest answer, in upstream tokens. */
  readonly maxOutputTokens: number;
  /** Longest prompt and answer together, in upstream tokens. */
  readonly contextTokens: number;
}

/** Answer of `GET /api/models`. */
export interface ModelsAnswer {
  readonly models: readonly ModelView[];
  /** The id used when a chat names none. */
  readonly default: string;
}
