import type { LanguageModelV4CallOptions, LanguageModelV4Prompt } from '@ai-sdk/provider';
import type { Dispatcher } from 'undici';
import type { ModelMessage, ModelRequest } from '../port';

type JsonObject = Readonly<Record<string, unknown>>;

/** The conversation as the AI SDK has it. No vendor takes an empty message. */
function toPrompt(messages: readonly ModelMessage[]): LanguageModelV4Prompt {
  return messages
    .filter(({ content }) => content.trim() !== '')
    .map(({ role, content }) => {
      if (role === 'system') return { role, content };
      return { role, content: [{ type: 'text', text: content }] };
    });
}

/** The question as the AI SDK has it. A vendor reads the options under its own name only. */
export function toCallOptions(
  { messages, maxOutputTokens, user }: ModelRequest,
  signal: AbortSignal,
): LanguageModelV4CallOptions {
  return {
    prompt: toPrompt(messages),
    maxOutputTokens,
    abortSignal: signal,
    providerOptions: { anthropic: { metadata: { userId: user } } },
  };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `ours` with the members of `extra` that it has not, at any depth. */
export function withExtra(ours: JsonObject, extra: JsonObject): JsonObject {
  const merged = Object.entries(ours).map(([name, value]) => {
    const more = Object.hasOwn(extra, name) ? extra[name] : undefined;
    return [name, isObject(value) && isObject(more) ? withExtra(value, more) : value];
  });
  return { ...extra, ...(Object.fromEntries(merged) as JsonObject) };
}

/** The request that a vendor's package wants to send, as our connections send it. */
export function toDispatch(
  url: string | URL,
  { headers, body }: RequestInit,
  extraBody: JsonObject = {},
): Dispatcher.DispatchOptions {
  const { origin, pathname, search } = new URL(url);
  const ours = JSON.parse(body as string) as JsonObject;
  return {
    origin,
    path: `${pathname}${search}`,
    method: 'POST',
    headers: {
      ...Object.fromEntries(new Headers(headers)),
      accept: 'text/event-stream',
      'accept-encoding': 'identity',
    },
    body: JSON.stringify(withExtra(ours, extraBody)),
  };
}
