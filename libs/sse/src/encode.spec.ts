import { createParser, type EventSourceMessage } from 'eventsource-parser';
import fc from 'fast-check';
import { encodeComment, encodeEvent } from './encode';

interface Received {
  readonly events: EventSourceMessage[];
  readonly comments: string[];
}

/** Feeds `wire` to an independent parser in pieces of `size` characters. */
function receive(wire: string, size = wire.length || 1): Received {
  const events: EventSourceMessage[] = [];
  const comments: string[] = [];
  const parser = createParser({
    onEvent: (event) => events.push(event),
    onComment: (comment) => comments.push(comment),
  });
  for (let at = 0; at < wire.length; at += size) parser.feed(wire.slice(at, at + size));
  return { events, comments };
}

const names = fc.stringMatching(/^[a-z][a-z0-9_-]{0,12}$/);
const events = fc.record({
  id: fc.option(fc.nat(), { nil: undefined }),
  event: names,
  data: fc.dictionary(fc.string(), fc.jsonValue()),
});

describe('encodeEvent', () => {
  it('writes id, event and data as one line each', () => {
    const frame = encodeEvent({
      id: 7,
      event: 'answer',
      data: { content: 'a\nb', finished: false },
    });
    expect(frame).toBe('id: 7\nevent: answer\ndata: {"content":"a\\nb","finished":false}\n\n');
  });

  it('leaves the id out when there is none', () => {
    expect(encodeEvent({ event: 'balance', data: {} })).toBe('event: balance\ndata: {}\n\n');
  });

  it('arrives at a parser as it was, however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(events), fc.integer({ min: 1, max: 40 }), (sent, size) => {
        const { events: got } = receive(sent.map(encodeEvent).join(''), size);
        expect(got.map(({ id, event }) => ({ id, event }))).toEqual(
          sent.map(({ id, event }) => ({ id: id?.toString(), event })),
        );
        expect(got.map(({ data }) => data)).toEqual(sent.map(({ data }) => JSON.stringify(data)));
      }),
    );
  });

  it('lets no text begin an event of its own', () => {
    const injection = 'x\r\n\r\nevent: done\rdata: {}\n\n\u2028data: [DONE]\n\n';
    const { events: got } = receive(encodeEvent({ event: 'answer', data: { content: injection } }));
    expect(got).toHaveLength(1);
    expect(JSON.parse(got[0]?.data ?? '')).toEqual({ content: injection });
  });

  it.each(['', 'a b', 'a\nb', 'a\rdata: x', 'Ä'])('refuses %j as a name', (event) => {
    expect(() => encodeEvent({ event, data: {} })).toThrow(RangeError);
  });

  it.each([Number.NaN, 1.5, Infinity])('refuses %p as an id', (id) => {
    expect(() => encodeEvent({ id, event: 'answer', data: {} })).toThrow(RangeError);
  });
});

describe('encodeComment', () => {
  it('is never an event, whatever its text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('\r', '\n', ':', 'data: x', 'é') }), (text) => {
        const { events: got, comments } = receive(encodeComment(text));
        expect(got).toEqual([]);
        expect(comments.join('\n')).toBe(text.replace(/\r\n?/g, '\n'));
      }),
    );
  });

  it('ends so that the next event begins cleanly', () => {
    const wire = encodeComment('ping') + encodeEvent({ event: 'done', data: {} });
    expect(receive(wire).events).toEqual([{ id: undefined, event: 'done', data: '{}' }]);
  });
});
