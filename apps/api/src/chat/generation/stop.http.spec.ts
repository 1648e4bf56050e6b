import type { Problem } from '@prome-dify/contracts';
import { estimatePrompt, estimateTokens } from '@prome-dify/llm';
import { enginesFor, until } from '@prome-dify/testing';
import { ChatHost } from '../chat.fixture';
import { gated } from '../spec-support/gated';
import type { Begun, Person } from '../spec-support/person';
import { refusalOf } from '../spec-support/person';
import { storyOf } from '../spec-support/story';

const GRACE_MS = 250;
const UNKNOWN = '01a20337-0000-7000-8000-00000000dead';
const MESSAGE = 'Count for me';
const WORDS = ['one ', 'two ', 'three '];
const TEXT = WORDS.join('');
const PRICE =
  (await estimatePrompt([{ role: 'user', content: MESSAGE }])) + (await estimateTokens(TEXT));

describe.each(await enginesFor(import.meta.filename))('ending an answer on $name', (engine) => {
  let host: ChatHost;
  let person: Person;
  beforeAll(async () => {
    host = await ChatHost.open(engine, { STREAM_GRACE_MS: String(GRACE_MS) });
  });
  beforeEach(async () => {
    host.model.clear();
    person = await host.newPerson();
  });
  afterEach(async () => expect(await host.findings()).toEqual([]));
  afterAll(() => host.close());

  /** Begins an answer and reads until all of `TEXT` is there. */
  async function spoken() {
    const gate = gated(WORDS, ['four ', 'five']);
    host.model.next(gate.script);
    const stream = await person.begin({ message: MESSAGE });
    const received = await readUntilSpoken(stream);
    const meta = received[0];
    const conversationId = meta?.event === 'meta' ? meta.data.conversation_id : '';
    const rest = async () => {
      for await (const event of stream.events) received.push(event);
      return storyOf(received);
    };
    return { ...stream, gate, conversationId, rest };
  }

  const request = () => host.model.requests.at(-1);

  it('reaches the model at once, keeps what was said and charges for that alone', async () => {
    const { generationId, conversationId, rest } = await spoken();
    const asked = performance.now();
    const { body } = await person.stop(generationId);
    await request()?.closed;
    expect(performance.now() - asked).toBeLessThan(1_000);
    expect(request()?.aborted).toBe(true);
    expect(body).toEqual({ generationId, status: 'stopped' });
    expect(await rest()).toEqual({
      conversationId,
      text: TEXT,
      charged: PRICE,
      balanceAfter: 100_000 - PRICE,
      source: 'estimated',
      end: 'stopped',
    });
    const stored = await person.lastMessage(conversationId);
    expect(stored).toMatchObject({ content: TEXT, status: 'stopped' });
    expect(stored).not.toHaveProperty('generationId');
    expect(await person.balance()).toMatchObject({ balance: 100_000 - PRICE, held: 0 });
  });

  it('is the same when asked for again, at once or later', async () => {
    const { generationId, rest } = await spoken();
    const stops = await Promise.all([1, 2, 3, 4, 5].map(() => person.stop(generationId)));
    await rest();
    stops.push(await person.stop(generationId));
    for (const { status, body } of stops) {
      expect({ status, body }).toEqual({ status: 200, body: { generationId, status: 'stopped' } });
    }
    expect(await person.charges()).toEqual([PRICE]);
  });

  it('changes nothing of an answer that is complete', async () => {
    const { generationId, gate, rest } = await spoken();
    gate.release();
    const { charged, end } = await rest();
    expect({ charged, end }).toEqual({ charged: 17, end: 'complete' });
    expect((await person.stop(generationId)).body).toEqual({ generationId, status: 'complete' });
    expect(await person.charges()).toEqual([17]);
  });

  it('costs nothing before the first word', async () => {
    host.model.next('silentAfterHeaders');
    const stream = await person.begin({ message: MESSAGE });
    await until('the model is asked', () => request());
    await person.stop(stream.generationId);
    const received = [];
    for await (const event of stream.events) received.push(event);
    expect(storyOf(received)).toMatchObject({ text: '', charged: 0, end: 'stopped' });
    expect(await person.balance()).toMatchObject({ balance: 100_000, held: 0, available: 100_000 });
  });

  it('is for its owner only: others are told that there is no such answer', async () => {
    const { generationId, gate, rest } = await spoken();
    const other = await host.newPerson();
    const [theirs, nobodys] = await Promise.all(
      [generationId, UNKNOWN].map((id) =>
        other.call<Problem>(`/api/chat/${id}/stop`, { method: 'POST' }),
      ),
    );
    expect(theirs && refusalOf(theirs)).toEqual({ status: 404, code: 'not_found' });
    expect({ ...theirs?.body, instance: '' }).toEqual({ ...nobodys?.body, instance: '' });
    gate.release();
    expect((await rest()).end).toBe('complete');
  });

  it('happens by itself when the reader leaves and does not come back', async () => {
    const { conversationId, leave } = await spoken();
    const left = performance.now();
    leave();
    await request()?.closed;
    expect(performance.now() - left).toBeGreaterThan(GRACE_MS - 50);
    expect(performance.now() - left).toBeLessThan(GRACE_MS + 1_000);
    expect(request()?.aborted).toBe(true);
    await until('it is settled', async () => (await person.balance()).held === 0);
    expect(await person.charges()).toEqual([PRICE]);
    const stored = await person.lastMessage(conversationId);
    expect(stored).toMatchObject({ content: TEXT, status: 'stopped' });
  });

  it('does not happen when the reader comes back in time', async () => {
    const { generationId, gate, leave } = await spoken();
    leave();
    const back = await person.rejoin(generationId, 0);
    const received = await readUntilSpoken(back);
    // Far longer than the grace, counted from when the reader left.
    await until('the grace would be over', graceOver());
    expect(request()?.aborted).toBe(false);
    gate.release();
    for await (const event of back.events) received.push(event);
    expect(storyOf(received)).toMatchObject({ text: 'one two three four five', end: 'complete' });
    expect(await person.charges()).toEqual([17]);
  });

  it('does not happen while one of two readers stays', async () => {
    const { generationId, gate, leave, rest } = await spoken();
    const second = await person.rejoin(generationId, 0);
    await readUntilSpoken(second);
    second.leave();
    await until('the grace would be over', graceOver());
    expect(request()?.aborted).toBe(false);
    gate.release();
    expect((await rest()).end).toBe('complete');
    leave();
  });
});

async function readUntilSpoken({ events }: Begun) {
  const received = [];
  let text = '';
  while (text !== TEXT) {
    const { value } = await events.next();
    if (!value) throw new Error(`the stream ended after ${text}`);
    received.push(value);
    if (value.event === 'answer') text += value.data.content;
  }
  return received;
}

function graceOver(): () => boolean {
  const end = performance.now() + 2 * GRACE_MS;
  return () => performance.now() > end;
}
