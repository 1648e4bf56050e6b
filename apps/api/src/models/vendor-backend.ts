import {
  AiSdkBackend,
  loadVendor,
  VendorProblem,
  type AiSdkSettings,
  type ModelBackend,
} from '@prome-dify/llm';
import { ConfigError } from '../platform/config/config';
import type { CatalogueLog } from './catalogue-settings';
import { problemLog } from './problem-log';

/**
 * The back end of model `id` of a vendor, whose package is loaded here and not before. Throws a
 * ConfigError that blames the setting `where`.
 */
export async function vendorBackend(
  { id, vendor, where }: { readonly id: string; readonly vendor: string; readonly where: string },
  settings: AiSdkSettings,
  log: CatalogueLog,
): Promise<ModelBackend> {
  try {
    const loaded = await loadVendor(vendor);
    return new AiSdkBackend(loaded, { ...settings, onProblem: problemLog(id, log) });
  } catch (error) {
    if (error instanceof VendorProblem) throw new ConfigError([`${where}: ${error.message}`]);
    throw error;
  }
}
