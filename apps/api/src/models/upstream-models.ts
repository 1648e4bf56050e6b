const TIMEOUT_MS = 2_000;
const MODELS_MAX = 50;
const ID = /^[\w.:/@+-]{1,200}$/;
/** Names of models that do something else than chat. */
const NO_CHAT = /embed|whisper|tts|dall-e|moderation|rerank|transcri|image|realtime|audio/i;

function idOf(model: unknown): string | undefined {
  if (typeof model !== 'object' || model === null || !('id' in model)) return undefined;
  const { id } = model;
  return typeof id === 'string' && ID.test(id) && !NO_CHAT.test(id) ? id : undefined;
}

function idsOf(answer: unknown): string[] {
  if (typeof answer !== 'object' || answer === null || !('data' in answer)) return [];
  const { data } = answer;
  return Array.isArray(data) ? data.map(idOf).filter((id) => id !== undefined) : [];
}

/** The models for chatting that a server of OpenAI's protocol lists; empty when it lists none. */
export async function listUpstreamModels(baseUrl: string, apiKey?: string): Promise<string[]> {
  try {
    const response = await fetch(`${baseUrl.replace(/\/+$/, '')}/models`, {
      headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return response.ok ? [...new Set(idsOf(await response.json()))].slice(0, MODELS_MAX) : [];
  } catch {
    return [];
  }
}
