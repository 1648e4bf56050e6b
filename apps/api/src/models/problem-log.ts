import type { UpstreamProblem } from '@prome-dify/llm';
import type { CatalogueLog } from './catalogue-settings';

/** Logs what goes wrong with model `id`: by its id, never with a secret. */
export function problemLog(id: string, log: CatalogueLog): (problem: UpstreamProblem) => void {
  return ({ kind, status }) =>
    log(`Model ${id}: ${kind}${status === undefined ? '' : `, upstream status ${status}`}`);
}
