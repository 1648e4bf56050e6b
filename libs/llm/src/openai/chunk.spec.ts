import { readChunk } from './chunk';

const CHUNK = { id: 'c', object: 'chat.completion.chunk', created: 1_742_298_878, model: 'm' };
const USAGE = { prompt_tokens: 270, completion_tokens: 88, total_tokens: 358 };
const MEANS = { inputUncached: 270, cacheRead: 0, cacheWrite: 0, output: 88 };
const FINISH = { index: 0, delta: {}, logprobs: null, finish_reason: 'stop' };

describe('readChunk finds the counts', () => {
  it.each<[string, object]>([
    ['beside empty choices, as OpenAI sends them', { choices: [], usage: USAGE }],
    ['on the chunk that says the reason, as Mistral does', { choices: [FINISH], usage: USAGE }],
    [
      'in x_groq',
      { choices: [FINISH], x_groq: { id: 'req_1', usage: { queue_time: 0.1, ...USAGE } } },
    ],
    ['in the choice, as Moonshot does', { choices: [{ ...FINISH, usage: USAGE }] }],
    ['in x_groq beside a null', { choices: [FINISH], usage: null, x_groq: { usage: USAGE } }],
  ])('%s', (_, members) => {
    expect(readChunk({ ...CHUNK, ...members }).usage).toEqual(MEANS);
  });

  it.each<[string, object]>([
    ["in Azure's first chunk", { choices: [], prompt_filter_results: [], usage: null }],
    ["in Groq's first chunk", { choices: [{ delta: { content: '' } }], x_groq: { id: 'req_1' } }],
    ['where x_groq is a text', { choices: [], x_groq: 'usage' }],
  ])('nowhere %s', (_, members) => {
    expect(readChunk({ ...CHUNK, ...members }).usage).toBeUndefined();
  });
});
