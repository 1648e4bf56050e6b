import type { ModelView } from '@prome-dify/contracts';
import type { ModelBackend } from '@prome-dify/llm';
import type { Rates } from './price';

/** One model that may be chosen: what it costs, how much it takes, and how to ask it. */
export interface Model {
  readonly id: string;
  readonly label: string;
  readonly backendKind: ModelView['backend'];
  readonly rates: Rates;
  /** Longest answer, in upstream tokens. */
  readonly maxOutputTokens: number;
  /** Longest prompt and answer together, in upstream tokens. */
  readonly contextTokens: number;
  readonly backend: ModelBackend;
}
