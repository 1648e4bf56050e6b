import type { UpstreamSettings } from '../upstream/settings';

/** How to talk to one model of a vendor. */
export interface AiSdkSettings extends Omit<UpstreamSettings, 'baseUrl' | 'apiKey'> {
  /** Address of the vendor's API; the vendor's own when absent. */
  readonly baseUrl?: string;
  readonly apiKey: string;
  /** The model's name at the vendor. */
  readonly model: string;
  /** Further members of the request, at any depth; they cannot replace what is there already. */
  readonly extraBody?: Readonly<Record<string, unknown>>;
}
