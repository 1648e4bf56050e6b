import { SEED, tries } from '@prome-dify/testing/random';
import fc from 'fast-check';
import type { TokenUsage } from '../port';
import { anthropicUsage } from './anthropic';
import { difyMessageUsage, difyTotalUsage, difyUsage } from './dify';
import { ollamaUsage } from './ollama';
import { openAiUsage } from './openai';

/** A reader, the payload of the simplest usage, and where its two counts and parts stand. */
interface Dialect {
  readonly read: (raw: unknown) => TokenUsage | undefined;
  readonly input: string;
  readonly output: string;
  /** Names of members that are a part of the input or come beside it. */
  readonly parts: readonly string[];
}

const DIALECTS: [string, Dialect][] = [
  [
    'openAiUsage',
    {
      read: openAiUsage,
      input: 'prompt_tokens',
      output: 'completion_tokens',
      parts: ['prompt_cache_hit_tokens'],
    },
  ],
  [
    'anthropicUsage',
    {
      read: (raw) => anthropicUsage([raw]),
      input: 'input_tokens',
      output: 'output_tokens',
      parts: ['cache_creation_input_tokens', 'cache_read_input_tokens'],
    },
  ],
  [
    'ollamaUsage',
    {
      read: ollamaUsage,
      input: 'prompt_eval_count',
      output: 'eval_count',
      parts: ['prompt_eval_cached_count'],
    },
  ],
  [
    'difyUsage',
    { read: difyUsage, input: 'prompt_tokens', output: 'completion_tokens', parts: [] },
  ],
  [
    'difyMessageUsage',
    { read: difyMessageUsage, input: 'message_tokens', output: 'answer_tokens', parts: [] },
  ],
];

const HOSTILE = [-1, NaN, Infinity, 1e308, 2 ** 53, 0.5, '12', true, [], {}];

function expectPossible({ reasoning = 0, ...disjoint }: TokenUsage): void {
  const counts = Object.values(disjoint);
  const sum = counts.reduce((total, count) => total + count, 0);
  expect([...counts, reasoning, sum].every((n) => Number.isSafeInteger(n) && n >= 0)).toBe(true);
  expect(reasoning).toBeLessThanOrEqual(disjoint.output);
}

describe.each(DIALECTS)('%s', (_, { read, input, output, parts }) => {
  const good = { [input]: 5, [output]: 6 };

  it('reads the two counts', () => {
    expect(read(good)).toEqual({ inputUncached: 5, cacheRead: 0, cacheWrite: 0, output: 6 });
  });

  it.each([input, output, ...parts])('is undefined when %s cannot be true', (member) => {
    const read1 = HOSTILE.map((value) => read({ ...good, [member]: value }));
    expect(read1).toEqual(HOSTILE.map(() => undefined));
  });

  it.each([[undefined], [null], [7], ['text'], [[]], [{}], [{ [input]: 5 }], [{ [output]: 5 }]])(
    'is undefined for %j',
    (raw) => {
      expect(read(raw)).toBeUndefined();
    },
  );

  it('is undefined when the sum is no exact number', () => {
    const most = Number.MAX_SAFE_INTEGER;
    expect(read({ [input]: most, [output]: most })).toBeUndefined();
  });

  it(`never gives anything but whole counts that add up (seed ${SEED})`, () => {
    const count = fc.oneof(fc.nat(1000), fc.integer(), fc.double(), fc.string(), fc.constant(null));
    const details = fc.oneof(
      fc.record({ cached_tokens: count, cache_write_tokens: count, reasoning_tokens: count }),
      fc.jsonValue(),
    );
    const members = [input, output, ...parts, 'total_tokens'].map((name) => [name, count] as const);
    const raw = fc.record({
      ...Object.fromEntries(members),
      prompt_tokens_details: details,
      completion_tokens_details: details,
    });
    const holds = fc.property(fc.oneof(raw, fc.jsonValue()), (value) => {
      const usage = read(value);
      if (usage) expectPossible(usage);
    });
    fc.assert(holds, tries(500));
  });
});

describe('openAiUsage', () => {
  const good = { prompt_tokens: 5, completion_tokens: 1 };

  it.each([
    ['text as details', { prompt_tokens_details: 'x' }],
    ['text as a detail', { prompt_tokens_details: { cached_tokens: '1' } }],
    ['negative cached tokens', { prompt_tokens_details: { cached_tokens: -5 } }],
    [
      'parts larger than the prompt together',
      { prompt_tokens_details: { cached_tokens: 3, cache_write_tokens: 3 } },
    ],
    ['more thinking than output', { completion_tokens_details: { reasoning_tokens: 2 } }],
  ])('drops %s', (_, change) => {
    expect(openAiUsage({ ...good, ...change })).toBeUndefined();
  });
});

describe('ollamaUsage', () => {
  it('drops a cached part larger than its prompt', () => {
    const line = { prompt_eval_count: 5, prompt_eval_cached_count: 6, eval_count: 1 };
    expect(ollamaUsage(line)).toBeUndefined();
  });
});

describe('difyTotalUsage', () => {
  it('is undefined for a total that cannot be true', () => {
    expect(HOSTILE.map((total) => difyTotalUsage(total, 3))).toEqual(HOSTILE.map(() => undefined));
  });
});
