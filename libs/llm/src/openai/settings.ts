import type { UpstreamSettings } from '../upstream/settings';

/** How to talk to one model of one provider. */
export interface OpenAiSettings extends UpstreamSettings {
  /** The model's name at the provider. */
  readonly model: string;
  /** What the limit of the answer is called there; most know only `max_tokens`, the default. */
  readonly maxTokensField?: 'max_tokens' | 'max_completion_tokens';
  /** Further members of the request; they cannot replace ours. */
  readonly extraBody?: Readonly<Record<string, unknown>>;
  /**
   * How long a provider that goes on and bills without a reader is listened to after an abort, for
   * its figures, ms; 0, the default, closes the connection at once.
   */
  readonly drainMs?: number;
}
