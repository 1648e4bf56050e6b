import { means, type UsagePayload } from './payload';

const DONE = { model: 'llama3.2', message: { role: 'assistant', content: '' }, done: true };
const TIMES = { total_duration: 4_883_583_458, load_duration: 1_334_875, eval_duration: 4.5e9 };

/** The last line of Ollama's own protocol. */
export const OLLAMA_USAGE = {
  'Ollama, plain': {
    raw: { ...DONE, ...TIMES, done_reason: 'stop', prompt_eval_count: 26, eval_count: 282 },
    means: means(26, 282),
  },
  'Ollama, prompt partly cached': {
    raw: {
      ...{ ...DONE, ...TIMES, done_reason: 'length' },
      ...{ prompt_eval_count: 1500, prompt_eval_cached_count: 1400, eval_count: 128 },
    },
    means: means(100, 128, { cacheRead: 1400 }),
  },
  'Ollama, prompt count left out because it was cached': {
    raw: { ...DONE, ...TIMES, done_reason: 'stop', eval_count: 282 },
  },
  'Ollama, output count left out': {
    raw: { ...DONE, ...TIMES, done_reason: 'stop', prompt_eval_count: 26 },
  },
  'Ollama, before the last line': { raw: { ...DONE, done: false } },
} satisfies Record<string, UsagePayload>;
