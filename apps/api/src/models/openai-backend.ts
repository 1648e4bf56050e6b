import { OpenAiCompatibleBackend, type ModelBackend, type OpenAiSettings } from '@prome-dify/llm';
import type { CatalogueLog } from './catalogue-settings';
import { problemLog } from './problem-log';

/** OpenAI's newer models know only the new name of this limit, most others only the old one. */
function maxTokensField(baseUrl: string): OpenAiSettings['maxTokensField'] {
  const { hostname } = new URL(baseUrl);
  return hostname === 'api.openai.com' ? 'max_completion_tokens' : 'max_tokens';
}

/** The back end of model `id`. */
export function openAiBackend(
  id: string,
  settings: OpenAiSettings,
  log: CatalogueLog,
): ModelBackend {
  return new OpenAiCompatibleBackend({
    maxTokensField: maxTokensField(settings.baseUrl),
    ...settings,
    onProblem: problemLog(id, log),
  });
}
