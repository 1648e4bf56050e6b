import type { ModelScript } from '../model-call';
import { deltaChunk, wireUsage } from '../wire';
import { answering, WORDS } from './answering';

/** The usual words with these counts. */
function counting(usage: unknown): ModelScript {
  return answering({ deltas: WORDS, usage });
}

/** OpenAI's way: every chunk says `usage: null`, the last one the counts. */
const usageNullThenFinal: ModelScript = async (call) => {
  for (const content of WORDS) await call.event({ ...deltaChunk({ content }), usage: null });
  await call.event({ ...deltaChunk({}, 'stop'), usage: null });
  await call.usage(wireUsage(12, 5));
  await call.done();
};

const usageTwice: ModelScript = async (call) => {
  for (const [index, content] of WORDS.entries()) {
    await call.event({ ...deltaChunk({ content }), usage: wireUsage(12, index + 1) });
  }
  await call.event({ ...deltaChunk({}, 'stop'), usage: wireUsage(12, 6) });
  await call.done();
};

const usageCached: ModelScript = counting({
  ...wireUsage(100, 20),
  prompt_tokens_details: { cached_tokens: 60, cache_write_tokens: 10 },
  completion_tokens_details: { reasoning_tokens: 8 },
});

/** A number that JSON does not have. */
const usageNaN: ModelScript = async (call) => {
  for (const word of WORDS) await call.delta(word);
  await call.finish('stop');
  await call.event('{"choices":[],"usage":{"prompt_tokens":NaN,"completion_tokens":Infinity}}');
  await call.done();
};

/** Counts in the chunks, and an end before the last of them. */
const usageCutOff: ModelScript = async (call) => {
  for (const content of WORDS) await call.event({ ...deltaChunk({ content }), usage: null });
  call.end();
};

/** What an upstream says about tokens. */
export const COUNTS = {
  noUsage: counting(null),
  usageNullThenFinal,
  usageTwice,
  usageNaN,
  usageCutOff,
  usageCached,
  usageZero: counting(wireUsage(0, 0)),
  usageNegative: counting({ prompt_tokens: -5, completion_tokens: -1_000_000, total_tokens: -5 }),
  usageHuge: counting({ prompt_tokens: 1e308, completion_tokens: 1e308, total_tokens: 1e308 }),
  usageString: counting({ prompt_tokens: '12', completion_tokens: '5', total_tokens: '17' }),
  usageFloat: counting({ prompt_tokens: 12.5, completion_tokens: 0.1, total_tokens: 12.6 }),
  usageWrongTotal: counting({ prompt_tokens: 12, completion_tokens: 5, total_tokens: 999 }),
  usageOverLimit: counting(wireUsage(12, 1_000_000)),
  usageCachedOverPrompt: counting({
    ...wireUsage(12, 5),
    prompt_tokens_details: { cached_tokens: 13 },
  }),
  usageArray: counting([12, 5]),
};
