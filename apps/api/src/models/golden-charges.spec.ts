import {
  anthropicUsage,
  difyMessageUsage,
  difyUsage,
  ollamaUsage,
  openAiUsage,
  type TokenUsage,
} from '@prome-dify/llm';
import {
  ANTHROPIC_USAGE,
  DIFY_MESSAGES,
  DIFY_USAGE,
  OLLAMA_USAGE,
  OPENAI_USAGE,
} from '@prome-dify/testing';
import { charge } from './price';

/** Rates as an operator writes them, in balance tokens: prompt, cached prompt, answer. */
type OperatorRates = readonly [input: number, cached: number, output: number];

const ONE: OperatorRates = [1, 1, 1];
const LIKE_GPT: OperatorRates = [0.15, 0.075, 0.6];
const LIKE_CLAUDE: OperatorRates = [3, 0.3, 15];
const CENTS: OperatorRates = [0.027, 0.007, 0.11];

/** A charge in balance tokens, worked out by hand; `none` where our own count must take over. */
type Row<Name> = readonly [payload: Name, rates: OperatorRates, charge: number | 'none'];

const OPENAI: readonly Row<keyof typeof OPENAI_USAGE>[] = [
  // 86 × 0.15 + 1920 × 0.075 + 300 × 0.6 = 12.9 + 144 + 180 = 336.9
  ['OpenAI, prompt partly cached', LIKE_GPT, 337],
  ['OpenAI, prompt partly cached', ONE, 2306],
  // Thinking is in the 1186 already: 11.25 + 711.6 = 722.85
  ['OpenAI, thinking', LIKE_GPT, 723],
  ['OpenAI, thinking', ONE, 1261],
  // Writing to the cache is priced as input: (76 + 1900) × 3 + 1024 × 0.3 + 12 × 15 = 6415.2
  ['OpenAI, writing to the cache', LIKE_CLAUDE, 6416],
  ['OpenAI, audio', ONE, 270],
  ['Azure, every chunk before the last', ONE, 'none'],
  // 31 × 0.027 + 37 × 0.11 = 0.837 + 4.07 = 4.907
  ['Azure, the last chunk', CENTS, 5],
  // 270 × 0.15 + 88 × 0.6 = 40.5 + 52.8 = 93.3
  ['Groq', LIKE_GPT, 94],
  // 21 × 3 + 10318 × 0.3 + 60 × 15 = 63 + 3095.4 + 900 = 4058.4
  ['OpenRouter', LIKE_CLAUDE, 4059],
  // 62 × 0.027 + 1152 × 0.007 + 250 × 0.11 = 1.674 + 8.064 + 27.5 = 37.238
  ['DeepSeek, with both names', CENTS, 38],
  ['DeepSeek, with its own names only', CENTS, 38],
  // 19 × 0.15 + 244 × 0.6 = 2.85 + 146.4 = 149.25
  ['Mistral', LIKE_GPT, 150],
  // 26 × 3 + 6 × 0.3 + (9 + 94) × 15 = 78 + 1.8 + 1545 = 1624.8
  ['xAI, whose completion tokens leave thinking out', LIKE_CLAUDE, 1625],
  ['xAI, whose completion tokens leave thinking out', ONE, 135],
  ['Gemini, whose thinking is in the total only', ONE, 19],
  ['Perplexity, whose usage holds more than counts', ONE, 106],
  ['vLLM', ONE, 22],
  ['LM Studio', ONE, 77],
  ["Ollama's OpenAI face", ONE, 324],
];

const ANTHROPIC: readonly Row<keyof typeof ANTHROPIC_USAGE>[] = [
  // 25 × 3 + 15 × 15 = 300, not 25 × 3 + (1 + 15) × 15
  ['Anthropic, plain', LIKE_CLAUDE, 300],
  // (4 + 2051) × 3 + 18432 × 0.3 + 503 × 15 = 6165 + 5529.6 + 7545 = 19239.6
  ['Anthropic, prompt read from and written to the cache', LIKE_CLAUDE, 19_240],
  // 10682 × 3 + 510 × 15 = 32046 + 7650
  ['Anthropic, a last word that repeats everything', LIKE_CLAUDE, 39_696],
  // (472 + 100) × 3 + 89 × 15 = 1716 + 1335
  ['Anthropic, members that do not apply are null or gone', LIKE_CLAUDE, 3051],
  ['Anthropic, thinking', ONE, 1250],
  ['Anthropic, aborted after message_start', ONE, 322],
  ['Anthropic, broken off before it began', ONE, 'none'],
];

const OLLAMA: readonly Row<keyof typeof OLLAMA_USAGE>[] = [
  ['Ollama, plain', ONE, 308],
  // 100 × 0.027 + 1400 × 0.007 + 128 × 0.11 = 2.7 + 9.8 + 14.08 = 26.58
  ['Ollama, prompt partly cached', CENTS, 27],
  ['Ollama, prompt count left out because it was cached', ONE, 'none'],
  ['Ollama, output count left out', ONE, 'none'],
  ['Ollama, before the last line', ONE, 'none'],
];

const DIFY: readonly Row<keyof typeof DIFY_USAGE>[] = [
  ['Dify, Chatbot', ONE, 1168],
  // 1033 × 0.15 + 135 × 0.6 = 154.95 + 81 = 235.95
  ['Dify, Chatbot', LIKE_GPT, 236],
  ['Dify, Chatflow that counted', ONE, 81],
  ['Dify, Chatflow that counted nothing', ONE, 'none'],
  ['Dify, no usage at all', ONE, 'none'],
];

const DIFY_ROWS: readonly Row<keyof typeof DIFY_MESSAGES>[] = [
  ['Dify, row of a stopped answer', ONE, 55],
  ['Dify, row of an older version', ONE, 'none'],
  ['Dify, row that counted nothing', ONE, 'none'],
];

function charged(
  [input, cached, output]: OperatorRates,
  usage: TokenUsage | undefined,
): number | 'none' {
  const milli = (rate: number) => Math.round(rate * 1000);
  const rates = {
    inputMilli: milli(input),
    cachedMilli: milli(cached),
    outputMilli: milli(output),
  };
  return usage ? charge(rates, usage) : 'none';
}

describe('an answer costs, by what the provider said', () => {
  it.each(OPENAI)('%s at %j: %s', (name, rates, tokens) => {
    expect(charged(rates, openAiUsage(OPENAI_USAGE[name].raw))).toBe(tokens);
  });

  it.each(ANTHROPIC)('%s at %j: %s', (name, rates, tokens) => {
    expect(charged(rates, anthropicUsage(ANTHROPIC_USAGE[name].raw))).toBe(tokens);
  });

  it.each(OLLAMA)('%s at %j: %s', (name, rates, tokens) => {
    expect(charged(rates, ollamaUsage(OLLAMA_USAGE[name].raw))).toBe(tokens);
  });

  it.each(DIFY)('%s at %j: %s', (name, rates, tokens) => {
    expect(charged(rates, difyUsage(DIFY_USAGE[name].raw))).toBe(tokens);
  });

  it.each(DIFY_ROWS)('%s at %j: %s', (name, rates, tokens) => {
    expect(charged(rates, difyMessageUsage(DIFY_MESSAGES[name].raw))).toBe(tokens);
  });

  it('no payload is left out', () => {
    const priced = [OPENAI, ANTHROPIC, OLLAMA, DIFY, DIFY_ROWS].flat().map(([name]) => name);
    const tables = [OPENAI_USAGE, ANTHROPIC_USAGE, OLLAMA_USAGE, DIFY_USAGE, DIFY_MESSAGES];
    expect([...new Set(priced)].toSorted()).toEqual(tables.flatMap(Object.keys).toSorted());
  });
});
