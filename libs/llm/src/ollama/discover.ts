/** Names of models that turn text into numbers and cannot chat. */
const NO_CHAT = /embed|bge-|minilm/i;
const NAME = /^[\w.:/@-]{1,200}$/;

/** The name in one entry of the list; undefined where it is none that we could use. */
function nameOf(model: unknown): string | undefined {
  if (typeof model !== 'object' || model === null || !('name' in model)) return undefined;
  const { name } = model;
  return typeof name === 'string' && NAME.test(name) && !NO_CHAT.test(name) ? name : undefined;
}

function namesOf(tags: unknown): string[] {
  if (typeof tags !== 'object' || tags === null || !('models' in tags)) return [];
  const { models } = tags;
  return Array.isArray(models) ? models.map(nameOf).filter((name) => name !== undefined) : [];
}

/**
 * The models of an Ollama at `baseUrl` (as `http://127.0.0.1:11434`), in its order, those for
 * chatting only. Empty when none answers within `timeoutMs`, whatever the reason.
 */
export async function discoverOllama(baseUrl: string, timeoutMs = 500): Promise<string[]> {
  try {
    const response = await fetch(new URL('/api/tags', baseUrl), {
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return response.ok ? namesOf(await response.json()) : [];
  } catch {
    return [];
  }
}
