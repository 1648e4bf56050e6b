import { SEED, tries } from '@prome-dify/testing/random';
import type { ChatEvent } from '@prome-dify/contracts';
import fc from 'fast-check';
import type { SequencedEvent } from './generation-log';
import { eventsAfter } from './log-entry';

const conversationId = 'c';
const usage: ChatEvent = {
  event: 'usage',
  data: {
    conversationId,
    tokensUsed: 3,
    balanceAfter: 7,
    promptTokens: 1,
    completionTokens: 2,
    model: 'm',
    source: 'provider',
  },
};
const last: ChatEvent = { event: 'answer', data: { content: '', finished: true } };
const done: ChatEvent = { event: 'done', data: { conversationId, reason: 'complete' } };
const error: ChatEvent = { event: 'error', data: { error: 'no', code: 'model_failed' } };

const closings = fc.constantFrom([last, usage, done], [last, done], [usage, error], [error]);

/** Appends and reads in any order; a read loses what comes after its first `kept` events. */
const histories = fc.record({
  isNew: fc.boolean(),
  closing: closings,
  steps: fc.array(
    fc.oneof(
      fc.record({ append: fc.string({ unit: 'binary', maxLength: 20 }) }),
      fc.record({ kept: fc.nat(3) }),
    ),
    { maxLength: 30 },
  ),
});

const textOf = (events: readonly SequencedEvent[]): string =>
  events.map(({ event }) => (event.event === 'answer' ? event.data.content : '')).join('');

const increases = (ids: readonly number[]): boolean =>
  ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? id));

/** Plays a history and gives all that its reader got, and the whole text. */
function play({
  isNew,
  closing,
  steps,
}: typeof histories extends fc.Arbitrary<infer T> ? T : never) {
  let text = '';
  const got: SequencedEvent[] = [];
  const read = (content: readonly ChatEvent[], kept: number): void => {
    const after = got.at(-1)?.id ?? 0;
    got.push(
      ...eventsAfter({ conversationId, isNew, text, closing: content }, after).slice(0, kept),
    );
  };
  for (const step of steps) {
    if ('append' in step) text += step.append;
    else read([], step.kept);
  }
  for (let event = 0; event <= closing.length + 2; event += 1) read(closing, 1);
  return { got, text };
}

describe('eventsAfter', () => {
  it(`gives a reader that reconnects anywhere the whole text once (seed ${SEED})`, () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { got, text } = play(history);
        expect(textOf(got)).toBe(text);
        expect(increases(got.map(({ id }) => id))).toBe(true);
        const names = got.map(({ event }) => event.event);
        expect(names.filter((name) => name === 'meta')).toHaveLength(history.isNew ? 1 : 0);
        expect(names.filter((name) => name === 'done' || name === 'error')).toHaveLength(1);
        expect(got.slice(-history.closing.length).map(({ event }) => event)).toEqual(
          history.closing,
        );
      }),
      tries(500),
    );
  });

  it('joins all that a reader misses of the text into one event', () => {
    const content = { conversationId, isNew: true, text: 'Hello world', closing: [] };
    const [, answer, ...rest] = eventsAfter(content, 0);
    expect(answer?.event).toEqual({
      event: 'answer',
      data: { content: 'Hello world', finished: false },
    });
    expect(rest).toEqual([]);
    const [tail] = eventsAfter(content, (answer?.id ?? 0) - 5);
    expect(tail).toMatchObject({ id: answer?.id, event: { data: { content: 'world' } } });
  });

  it('gives the closing events to a reader who has seen more than a crash left stored', () => {
    const seen = eventsAfter(
      { conversationId, isNew: true, text: 'x'.repeat(500), closing: [] },
      0,
    );
    const stored = { conversationId, isNew: true, text: 'x'.repeat(300), closing: [usage, error] };
    for (const lost of [199, 200, 201, 500].map((more) => (seen.at(-1)?.id ?? 0) - 200 + more)) {
      expect(eventsAfter(stored, lost).map(({ event }) => event)).toEqual([usage, error]);
    }
  });

  it('gives nothing to a reader who has it all', () => {
    const content = { conversationId, isNew: false, text: 'x', closing: [last, usage, done] };
    const id = eventsAfter(content, 0).at(-1)?.id ?? 0;
    expect(eventsAfter(content, id)).toEqual([]);
    expect(eventsAfter(content, id - 1).map(({ event }) => event)).toEqual([done]);
  });
});
