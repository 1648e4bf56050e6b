import { SEED, tries } from '@prome-dify/testing/random';
import type { ModelMessage, TokenEstimator } from '@prome-dify/llm';
import { warmUpTokenizer } from '@prome-dify/llm';
import fc from 'fast-check';
import { buildPrompt } from './prompt';

/** A character is a token; the frames are those of the real estimator. */
const letters: TokenEstimator = {
  text: (text) => text.length,
  prompt: (messages) => messages.reduce((sum, { content }) => sum + 4 + content.length, 3),
};

const histories = fc.array(fc.string({ minLength: 1, maxLength: 60 }), { maxLength: 20 });

function toMessages(texts: readonly string[]): ModelMessage[] {
  return texts.map((content, index) => ({ role: index % 2 ? 'assistant' : 'user', content }));
}

describe('buildPrompt', () => {
  it(`keeps the newest of the history and leaves room for the answer (seed ${SEED})`, () => {
    const model = fc.record({
      contextTokens: fc.integer({ min: 100, max: 800 }),
      maxOutputTokens: fc.integer({ min: 1, max: 400 }),
    });
    fc.assert(
      fc.property(histories, fc.string({ maxLength: 40 }), model, (texts, question, limits) => {
        const history = toMessages(texts);
        const { messages, tokens, questionTokens } = buildPrompt(
          history,
          question,
          limits,
          letters,
        );
        expect(messages.at(-1)).toEqual({ role: 'user', content: question });
        expect(messages.slice(0, -1)).toEqual(history.slice(texts.length + 1 - messages.length));
        expect(tokens).toBe(letters.prompt(messages));
        expect(questionTokens).toBe(question.length);
        const room = Math.min(limits.maxOutputTokens, Math.ceil(limits.contextTokens / 4));
        expect(limits.contextTokens - tokens).toBeGreaterThanOrEqual(room);
        const next = history[texts.length - messages.length];
        // One more message would leave no room; what frames it is counted with some reserve.
        const reserve = 3 * messages.length;
        if (next) {
          expect(tokens + reserve + letters.prompt([next])).toBeGreaterThan(
            limits.contextTokens - room,
          );
        }
      }),
      tries(500),
    );
  });

  it('refuses a question that alone is too long for the model', () => {
    const model = { contextTokens: 100, maxOutputTokens: 20 };
    expect(() => buildPrompt([], 'x'.repeat(74), model, letters)).toThrow('not valid');
    expect(buildPrompt([], 'x'.repeat(73), model, letters).tokens).toBe(80);
  });

  it('counts by the real tokenizer as the whole prompt is billed', async () => {
    const estimator = await warmUpTokenizer();
    const history = toMessages(['Hello!', 'Grüße, 世界 😀!']);
    const model = { contextTokens: 8192, maxOutputTokens: 1024 };
    const { messages, tokens } = buildPrompt(history, 'And now?', model, estimator);
    expect(messages).toHaveLength(3);
    expect(tokens).toBe(estimator.prompt(messages));
  });
});
