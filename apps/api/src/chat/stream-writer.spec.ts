import { SEED, tries } from '@prome-dify/testing/random';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '@prome-dify/testing';
import { createParser } from 'eventsource-parser';
import fc from 'fast-check';
import type { SequencedEvent } from './generation/generation-log';
import { StreamWriter } from './stream-writer';

/** Pieces of an answer as a log gives them: an id is a place in the text, after that of `meta`. */
function answers(pieces: readonly string[]): SequencedEvent[] {
  let id = 1;
  return pieces.map((content) => {
    id += content.length;
    return { id, event: { event: 'answer', data: { content, finished: false } } };
  });
}

const CLOSING: SequencedEvent[] = [
  { id: 1_000_000_000, event: { event: 'answer', data: { content: '', finished: true } } },
  {
    id: 1_000_000_001,
    event: { event: 'done', data: { reason: 'complete', conversation_id: 'c', message_id: 'm' } },
  },
] as SequencedEvent[];

interface Received {
  readonly id: number;
  readonly event: string;
  readonly data: { readonly content?: string; readonly finished?: boolean };
}

describe('StreamWriter', () => {
  let write: (writer: StreamWriter) => Promise<void> | void = () => undefined;
  let response: ServerResponse;
  const server = createServer((_, theResponse) => {
    response = theResponse;
    const writer = new StreamWriter(theResponse, () => theResponse.end());
    theResponse.on('close', () => writer.leave());
    void write(writer);
  });
  beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
  afterAll(() => server.close());

  /** Asks for what `action` writes. */
  async function request(action: typeof write): Promise<IncomingMessage> {
    write = action;
    const { port } = server.address() as AddressInfo;
    const [message] = (await once(get({ port, agent: false }), 'response')) as [IncomingMessage];
    return message.setEncoding('utf8');
  }
  /** All that `action` writes, read to the end. */
  async function read(action: typeof write): Promise<Received[]> {
    const received: Received[] = [];
    const parser = createParser({
      onEvent: ({ id, event = '', data }) =>
        received.push({ id: Number(id), event, data: JSON.parse(data) as Received['data'] }),
    });
    for await (const text of await request(action)) parser.feed(text as string);
    return received;
  }
  const textOf = (events: readonly Received[]) =>
    events.map(({ data }) => data.content ?? '').join('');

  it('writes what comes in one go as few events', async () => {
    const events = await read((writer) => {
      for (const each of [...answers(['a', 'b', 'c']), ...CLOSING]) writer.add(each);
      writer.end();
    });
    expect(events.map(({ id, event }) => [id, event])).toEqual([
      [4, 'answer'],
      [1_000_000_000, 'answer'],
      [1_000_000_001, 'done'],
    ]);
    expect(textOf(events)).toBe('abc');
  });

  it('writes the first piece at once, and what comes within a frame together', async () => {
    const pieces = Array.from({ length: 60 }, (_, n) => `${n} `);
    const events = await read(async (writer) => {
      for (const each of answers(pieces)) {
        writer.add(each);
        await delay(1);
      }
      writer.end();
    });
    expect(events[0]?.data.content).toBe('0 ');
    expect(textOf(events)).toBe(pieces.join(''));
    expect(events.length).toBeLessThan(pieces.length / 2);
  });

  it('does not let a reader that takes nothing pile up what is written', async () => {
    const pieces = Array.from({ length: 1_500 }, (_, n) => `${n} `.padEnd(4_000, 'x'));
    const slow = await request(async (writer) => {
      for (const each of answers(pieces)) {
        writer.add(each);
        await delay(0);
      }
      writer.end();
    });
    slow.pause();
    await until('it is full', () => response.writableNeedDrain);
    const { writableLength } = response;
    expect(writableLength).toBeLessThan(256 * 1024);
    let text = '';
    for await (const piece of slow) text += piece as string;
    const sent = [...text.matchAll(/"content":"(?<content>[^"]*)"/g)];
    expect(sent.map(({ groups }) => groups?.['content']).join('') === pieces.join('')).toBe(true);
  });

  it(`ends an id where the text of its event ends, however long and cut (seed ${SEED})`, async () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', minLength: 1, size: 'large' }), {
      minLength: 1,
      maxLength: 5,
    });
    const property = fc.asyncProperty(texts, fc.nat(5), async (parts, times) => {
      const whole = parts.map((part) => part.repeat(4 ** times));
      const events = await read((writer) => {
        for (const each of [...answers(whole), ...CLOSING]) writer.add(each);
        writer.end();
      });
      expect(textOf(events) === whole.join('').toWellFormed()).toBe(true);
      let end = 1;
      for (const { id, data } of events.slice(0, -CLOSING.length)) {
        end += data.content?.length ?? 0;
        expect(id).toBe(end);
      }
    });
    await fc.assert(property, tries(20));
  });

  it('keeps comments from those who have something to take first', async () => {
    const events = await request((writer) => {
      writer.beat(': ping\n\n');
      writer.end();
    });
    let text = '';
    for await (const piece of events) text += piece as string;
    expect(text).toBe(': ping\n\n');
  });
});
