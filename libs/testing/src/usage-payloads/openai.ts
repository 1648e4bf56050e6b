import { means, type UsagePayload } from './payload';

const NO_PREDICTION = { accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 };

/** The `usage` of chat completions as these providers and servers send it, by whose it is. */
export const OPENAI_USAGE = {
  'OpenAI, prompt partly cached': {
    raw: {
      prompt_tokens: 2006,
      completion_tokens: 300,
      total_tokens: 2306,
      prompt_tokens_details: { cached_tokens: 1920, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0, ...NO_PREDICTION },
    },
    means: means(86, 300, { cacheRead: 1920 }),
  },
  'OpenAI, thinking': {
    raw: {
      prompt_tokens: 75,
      completion_tokens: 1186,
      total_tokens: 1261,
      prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 1024, audio_tokens: 0, ...NO_PREDICTION },
    },
    means: means(75, 1186, { reasoning: 1024 }),
  },
  'OpenAI, writing to the cache': {
    raw: {
      prompt_tokens: 3000,
      completion_tokens: 12,
      total_tokens: 3012,
      prompt_tokens_details: { cached_tokens: 1024, cache_write_tokens: 1900, image_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 0 },
    },
    means: means(76, 12, { cacheRead: 1024, cacheWrite: 1900 }),
  },
  'OpenAI, audio': {
    raw: {
      prompt_tokens: 110,
      completion_tokens: 160,
      total_tokens: 270,
      prompt_tokens_details: { text_tokens: 30, audio_tokens: 80, cached_tokens: 0 },
      completion_tokens_details: { text_tokens: 40, audio_tokens: 120, reasoning_tokens: 0 },
    },
    means: means(110, 160),
  },
  'Azure, every chunk before the last': { raw: null },
  'Azure, the last chunk': {
    raw: {
      completion_tokens: 37,
      completion_tokens_details: { audio_tokens: 0, reasoning_tokens: 0, ...NO_PREDICTION },
      prompt_tokens: 31,
      prompt_tokens_details: { audio_tokens: 0, cached_tokens: 0 },
      total_tokens: 68,
    },
    means: means(31, 37),
  },
  Groq: {
    raw: {
      queue_time: 0.178905358,
      prompt_tokens: 270,
      prompt_time: 0.013278771,
      completion_tokens: 88,
      completion_time: 0.32,
      total_tokens: 358,
      total_time: 0.333278771,
    },
    means: means(270, 88),
  },
  OpenRouter: {
    raw: {
      prompt_tokens: 10_339,
      completion_tokens: 60,
      total_tokens: 10_399,
      cost: 0.00154,
      is_byok: false,
      prompt_tokens_details: { cached_tokens: 10_318, cache_write_tokens: 0, audio_tokens: 0 },
      cost_details: { upstream_inference_cost: null },
      completion_tokens_details: { reasoning_tokens: 0, image_tokens: 0 },
    },
    means: means(21, 60, { cacheRead: 10_318 }),
  },
  'DeepSeek, with both names': {
    raw: {
      prompt_tokens: 1214,
      completion_tokens: 250,
      total_tokens: 1464,
      prompt_tokens_details: { cached_tokens: 1152 },
      prompt_cache_hit_tokens: 1152,
      prompt_cache_miss_tokens: 62,
    },
    means: means(62, 250, { cacheRead: 1152 }),
  },
  'DeepSeek, with its own names only': {
    raw: {
      prompt_tokens: 1214,
      completion_tokens: 250,
      total_tokens: 1464,
      prompt_cache_hit_tokens: 1152,
      prompt_cache_miss_tokens: 62,
    },
    means: means(62, 250, { cacheRead: 1152 }),
  },
  Mistral: {
    raw: { prompt_tokens: 19, total_tokens: 263, completion_tokens: 244 },
    means: means(19, 244),
  },
  'xAI, whose completion tokens leave thinking out': {
    raw: {
      prompt_tokens: 32,
      completion_tokens: 9,
      total_tokens: 135,
      prompt_tokens_details: {
        text_tokens: 32,
        audio_tokens: 0,
        image_tokens: 0,
        cached_tokens: 6,
      },
      completion_tokens_details: { reasoning_tokens: 94, audio_tokens: 0, ...NO_PREDICTION },
      num_sources_used: 0,
    },
    means: means(26, 103, { cacheRead: 6, reasoning: 94 }),
  },
  'Gemini, whose thinking is in the total only': {
    raw: { completion_tokens: 11, prompt_tokens: 8, total_tokens: 412 },
    means: means(8, 11),
  },
  'Perplexity, whose usage holds more than counts': {
    raw: {
      prompt_tokens: 14,
      completion_tokens: 92,
      total_tokens: 106,
      search_context_size: 'low',
      cost: { input_tokens_cost: 0.0, output_tokens_cost: 0.0, total_cost: 0.005 },
    },
    means: means(14, 92),
  },
  vLLM: {
    raw: {
      prompt_tokens: 9,
      total_tokens: 22,
      completion_tokens: 13,
      prompt_tokens_details: null,
    },
    means: means(9, 13),
  },
  'LM Studio': {
    raw: { prompt_tokens: 24, completion_tokens: 53, total_tokens: 77 },
    means: means(24, 53),
  },
  "Ollama's OpenAI face": {
    raw: { prompt_tokens: 26, completion_tokens: 298, total_tokens: 324 },
    means: means(26, 298),
  },
} satisfies Record<string, UsagePayload>;
