import { tries } from '@prome-dify/testing/random';
import fc from 'fast-check';
import { readChunk } from './chunk';
import { ChunkTemplate } from './chunk-template';
import { eventReader } from './read-event';

/** Texts with all that JSON escapes, and with what chunks themselves are made of. */
const texts = fc.string({
  unit: fc.constantFrom('a', ' ', '"', '\\', '\n', '\u0000', '\u007f', '😀', '"content":"', '}'),
  maxLength: 12,
});

/** Chunks as different servers write them, and as none should. */
const chunks = fc.oneof(
  texts.map((content) => ({ id: 'x', choices: [{ index: 0, delta: { content } }] })),
  texts.map((content) => ({ choices: [{ delta: { content }, finish_reason: null }], usage: null })),
  fc.tuple(texts, texts).map(([content, other]) => ({
    note: { content: other },
    choices: [{ delta: { content } }],
  })),
  texts.map((content) => ({ choices: [{ delta: { content }, finish_reason: 'stop' }] })),
  texts.map((refusal) => ({ choices: [{ delta: { content: 'a', refusal } }] })),
  texts.map((reasoning) => ({ choices: [{ delta: { content: 'a', reasoning } }] })),
  texts.map((content) => ({ choices: [{ delta: { content } }], usage: { prompt_tokens: 1 } })),
);

/** What a chunk says that says nothing. */
const NOTHING = readChunk({});

describe('ChunkTemplate', () => {
  it('reads every stream as if each chunk were parsed', () => {
    const spaces = fc.constantFrom(undefined, 1);
    const streams = fc.array(fc.tuple(chunks, spaces), { maxLength: 8 });
    fc.assert(
      fc.property(streams, (stream) => {
        const read = eventReader();
        for (const [chunk, space] of stream) {
          const data = JSON.stringify(chunk, undefined, space);
          expect({ ...NOTHING, ...read({ event: undefined, id: undefined, data }) }).toEqual({
            ...NOTHING,
            ...readChunk(JSON.parse(data)),
          });
        }
      }),
      tries(2_000),
    );
  });

  it('takes the text out of chunks that differ in nothing else', () => {
    const chunk = (content: string) =>
      JSON.stringify({ id: 'x', choices: [{ delta: { content } }] });
    const template = ChunkTemplate.of(chunk('first'), readChunk(JSON.parse(chunk('first'))));
    expect(template?.textOf(chunk('second 世界'))).toBe('second 世界');
    expect(template?.textOf(chunk(''))).toBe('');
    expect(template?.textOf(chunk('a "word"'))).toBeUndefined();
    expect(template?.textOf(chunk('second').replace('x', 'y'))).toBeUndefined();
  });

  it('is none where the text could be elsewhere', () => {
    const data = '{"note":{"content":"a"},"choices":[{"delta":{"content":"a"}}]}';
    expect(ChunkTemplate.of(data, readChunk(JSON.parse(data)))).toBeUndefined();
  });
});
