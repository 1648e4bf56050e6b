import {
  ANTHROPIC_USAGE,
  DIFY_MESSAGES,
  DIFY_USAGE,
  OLLAMA_USAGE,
  OPENAI_USAGE,
  type UsagePayload,
} from '@prome-dify/testing';
import { anthropicUsage } from './anthropic';
import { difyMessageUsage, difyTotalUsage, difyUsage } from './dify';
import { ollamaUsage } from './ollama';
import { openAiUsage } from './openai';

function rows(table: Readonly<Record<string, UsagePayload>>): [string, UsagePayload][] {
  return Object.entries(table);
}

describe('a payload means these classes:', () => {
  it.each(rows(OPENAI_USAGE))('%s', (_, { raw, means }) => {
    expect(openAiUsage(raw)).toEqual(means);
  });

  it.each(rows(ANTHROPIC_USAGE))('%s', (_, { raw, means }) => {
    expect(anthropicUsage(raw as unknown[])).toEqual(means);
  });

  it.each(rows(OLLAMA_USAGE))('%s', (_, { raw, means }) => {
    expect(ollamaUsage(raw)).toEqual(means);
  });

  it.each(rows(DIFY_USAGE))('%s', (_, { raw, means }) => {
    expect(difyUsage(raw)).toEqual(means);
  });

  it.each(rows(DIFY_MESSAGES))('%s', (_, { raw, means }) => {
    expect(difyMessageUsage(raw)).toEqual(means);
  });
});

describe('openAiUsage', () => {
  it('respects an explicit zero, and takes null for nothing', () => {
    expect(openAiUsage({ prompt_tokens: 0, completion_tokens: 0 })).toMatchObject({ output: 0 });
    const raw = { prompt_tokens: 5, completion_tokens: 6, prompt_tokens_details: null };
    expect(openAiUsage(raw)).toMatchObject({ inputUncached: 5, cacheRead: 0, output: 6 });
  });

  it('adds thinking only where the total proves that it was left out', () => {
    const raw = {
      prompt_tokens: 10,
      completion_tokens: 20,
      completion_tokens_details: { reasoning_tokens: 5 },
    };
    expect(openAiUsage({ ...raw, total_tokens: 30 })?.output).toBe(20);
    expect(openAiUsage({ ...raw, total_tokens: 35 })?.output).toBe(25);
    expect(openAiUsage({ ...raw, total_tokens: 999 })?.output).toBe(20);
    expect(openAiUsage(raw)?.output).toBe(20);
  });
});

describe('difyTotalUsage', () => {
  it.each([
    [100, 30, { inputUncached: 70, output: 30 }],
    [20, 30, { inputUncached: 0, output: 20 }],
    [0, 30, undefined],
  ])('of %i tokens, %i in the answer by our count', (total, answer, means) => {
    const usage = difyTotalUsage(total, answer);
    if (means) expect(usage).toEqual({ ...means, cacheRead: 0, cacheWrite: 0 });
    else expect(usage).toBeUndefined();
  });
});
