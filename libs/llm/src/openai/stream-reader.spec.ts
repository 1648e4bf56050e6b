import fc from 'fast-check';
import { summarise, type Collected } from '../conformance/collect.fixture';
import type { ModelEvent } from '../port';
import { DEFAULT_LIMITS } from '../upstream/settings';
import { StreamReader } from '../upstream/stream-reader';
import { eventReader } from './read-event';

/** Reads `wire` in pieces that end at the given places (bytes), and then the end of it. */
function read(wire: string, cuts: readonly number[] = []): Collected {
  const bytes = Buffer.from(wire);
  const reader = new StreamReader(DEFAULT_LIMITS, eventReader());
  const packets: (readonly ModelEvent[])[] = [];
  const ends = [...cuts, bytes.length].sort((a, b) => a - b);
  for (const [index, end] of ends.entries()) {
    if (reader.finished) break;
    packets.push(reader.read(bytes.subarray(ends[index - 1] ?? 0, end)));
  }
  if (!reader.finished) packets.push(reader.end());
  return summarise(packets);
}

function frame(data: unknown): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

function delta(content: string, finish_reason: string | null = null): string {
  return frame({ choices: [{ index: 0, delta: { content }, finish_reason }] });
}

const DONE = 'data: [DONE]\n\n';

describe('StreamReader', () => {
  const wire = delta('Grüße ') + delta('世界 😀') + delta('', 'stop') + DONE;
  const bytes = Buffer.byteLength(wire);

  it('reads the same at a cut after any byte', () => {
    for (let cut = 0; cut <= bytes; cut += 1) {
      const { text, last } = read(wire, [cut]);
      expect([cut, text, last]).toEqual([cut, 'Grüße 世界 😀', { t: 'end', reason: 'stop' }]);
    }
  });

  it('reads the same at any cuts and any line ends', () => {
    const pieces = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 8 });
    const lineEnds = fc.constantFrom('\n', '\r\n', '\r');
    const cuts = fc.array(fc.nat(2_000), { maxLength: 12 });
    fc.assert(
      fc.property(pieces, lineEnds, cuts, (texts, lineEnd, at) => {
        const lines = [...texts.map((text) => delta(text)), delta('', 'stop'), DONE].join('');
        const sent = lines.replaceAll('\n', lineEnd);
        const inside = at.filter((cut) => cut <= Buffer.byteLength(sent));
        const { text, last } = read(sent, inside);
        expect(text).toBe(texts.join('').toWellFormed().replaceAll('\0', '\ufffd'));
        expect(last).toEqual({ t: 'end', reason: 'stop' });
      }),
    );
  });

  it('joins what arrives in one packet', () => {
    const [first] = read(delta('a') + delta('b') + delta('c') + delta('', 'stop') + DONE).packets;
    expect(first).toEqual([
      { t: 'delta', text: 'abc' },
      { t: 'end', reason: 'stop' },
    ]);
  });

  it('reads the last event although no empty line follows', () => {
    expect(read(delta('a') + delta('', 'stop').trimEnd()).last).toEqual({
      t: 'end',
      reason: 'stop',
    });
    expect(read(`${delta('a')}data: [DONE]`).last).toEqual({ t: 'end', reason: 'stop' });
  });

  it('ends well when the text was complete before the trouble', () => {
    const broken = delta('a', 'stop') + frame({ error: { message: 'x' } });
    expect(read(broken).last).toEqual({ t: 'end', reason: 'stop' });
  });

  it.each([
    ['an error event', `event: error\n${frame({ message: 'x' })}`, 'reported'],
    ['an error object', frame({ error: { code: 429 } }), 'busy'],
    ['no end', delta('a'), 'incomplete'],
    ['nothing', '', 'garbled'],
    ['only comments', ': ping\n\n: ping\n\n', 'garbled'],
    ['no objects', 'data: 1\n\ndata: null\n\ndata: "x"\n\ndata: []]\n\n', 'garbled'],
    ['one line beyond all measure', `data: ${'x'.repeat(8_000_001)}`, 'too_big'],
  ])('fails at %s', (_, sent, kind) => {
    expect(() => read(sent)).toThrow(expect.objectContaining({ kind }));
  });

  it('reads a line of a megabyte', () => {
    const text = 'x'.repeat(900_000);
    expect(read(delta(text, 'stop'), [1_000, 500_000]).text).toBe(text);
  });

  it('survives any JSON: an end, or a failure of its own kind', () => {
    const choice = fc.record(
      { delta: fc.jsonValue(), finish_reason: fc.jsonValue(), message: fc.jsonValue() },
      { requiredKeys: [] },
    );
    const chunk = fc.oneof(
      fc.jsonValue(),
      fc.record({ choices: fc.oneof(fc.array(choice), fc.jsonValue()), usage: fc.jsonValue() }),
    );
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 6 }), (chunks) => {
        try {
          const { events } = read(chunks.map(frame).join('') + DONE);
          expect(events.at(-1)?.t).toBe('end');
        } catch (error) {
          expect(error).toHaveProperty('kind');
        }
      }),
    );
  });
});
