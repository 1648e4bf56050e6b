import { means, type UsagePayload } from './payload';

const NO_TOOLS = { server_tool_use: null, service_tier: 'standard' };

/** The usage of `message_start` and of each `message_delta` after it, in order. */
export const ANTHROPIC_USAGE = {
  'Anthropic, plain': {
    raw: [{ input_tokens: 25, output_tokens: 1 }, { output_tokens: 15 }],
    means: means(25, 15),
  },
  'Anthropic, prompt read from and written to the cache': {
    raw: [
      {
        input_tokens: 4,
        cache_creation_input_tokens: 2051,
        cache_read_input_tokens: 18_432,
        cache_creation: { ephemeral_5m_input_tokens: 2051, ephemeral_1h_input_tokens: 0 },
        output_tokens: 3,
        ...NO_TOOLS,
      },
      { output_tokens: 503 },
    ],
    means: means(4, 503, { cacheRead: 18_432, cacheWrite: 2051 }),
  },
  'Anthropic, a last word that repeats everything': {
    raw: [
      { input_tokens: 2679, cache_read_input_tokens: 0, output_tokens: 3 },
      { output_tokens: 40 },
      {
        input_tokens: 10_682,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 0,
        output_tokens: 510,
        server_tool_use: { web_search_requests: 1 },
      },
    ],
    means: means(10_682, 510),
  },
  'Anthropic, members that do not apply are null or gone': {
    raw: [
      { input_tokens: 472, cache_creation_input_tokens: 100, output_tokens: 2 },
      { input_tokens: null, cache_creation_input_tokens: undefined, output_tokens: 89 },
    ],
    means: means(472, 89, { cacheWrite: 100 }),
  },
  'Anthropic, thinking': {
    raw: [
      { input_tokens: 50, output_tokens: 8 },
      { output_tokens: 1200, output_tokens_details: { thinking_tokens: 900 } },
    ],
    means: means(50, 1200),
  },
  'Anthropic, aborted after message_start': {
    raw: [{ input_tokens: 321, output_tokens: 1 }],
    means: means(321, 1),
  },
  'Anthropic, broken off before it began': { raw: [] },
} satisfies Record<string, UsagePayload>;
