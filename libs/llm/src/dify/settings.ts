import type { UpstreamSettings } from '../upstream/settings';

/** How to talk to one Dify app; `baseUrl` is as `https://api.dify.ai/v1`. */
export interface DifySettings extends UpstreamSettings {
  /** Further members of the request, as `inputs` or `workflow_id`; they cannot replace ours. */
  readonly extraBody?: Readonly<Record<string, unknown>>;
  /** How long the figures of a stopped answer are waited for, ms; 5,000 when absent. */
  readonly drainMs?: number;
}

export const DEFAULT_DRAIN_MS = 5_000;
