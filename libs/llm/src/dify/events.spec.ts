import { SEED, tries } from '@prome-dify/testing/random';
import fc from 'fast-check';
import { summarise } from '../conformance/collect.fixture';
import { UpstreamFailure } from '../upstream/failure';
import { DEFAULT_LIMITS } from '../upstream/settings';
import { StreamReader } from '../upstream/stream-reader';
import { DifyEvents } from './events';

const NAMES = [
  ...['message', 'agent_message', 'agent_thought', 'message_replace', 'message_end', 'ping'],
  ...['reasoning_chunk', 'workflow_started', 'workflow_finished', 'error', 'node_finished'],
  ...['human_input_required', 'workflow_paused', 'tts_message', 'constructor', '__proto__'],
];

/** What a stream of these events is read as. */
function read(events: readonly unknown[]): ReturnType<typeof summarise> {
  const known = new DifyEvents((text) => text.length);
  const reader = new StreamReader(DEFAULT_LIMITS, known.read);
  const wire = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
  const packets = [reader.read(Buffer.from(wire))];
  while (!reader.finished) packets.push(reader.end());
  return summarise(packets);
}

const END = { event: 'message_end', metadata: { usage: {} } };
const say = (event: string, answer: string) => ({ event, answer });

describe('DifyEvents', () => {
  it.each<[string, readonly object[], string]>([
    ['a repetition adds nothing', [say('agent_message', 'ab'), say('message', 'ab')], 'ab'],
    [
      'a repetition that goes on adds the rest',
      [say('agent_message', 'a'), say('message', 'ab')],
      'ab',
    ],
    [
      'a repetition that differs replaces',
      [say('agent_message', 'ax'), say('message', 'ab')],
      'ab',
    ],
    [
      'what follows the repetition is appended',
      [say('agent_message', 'ab'), say('message', 'ab'), say('message', 'c')],
      'abc',
    ],
    ['messages alone are pieces', [say('message', 'a'), say('message', 'a')], 'aa'],
    ['what replaces may be empty', [say('message', 'a'), say('message_replace', '')], ''],
    ['an answer that is no text is none', [{ event: 'message', answer: ['a'] }], ''],
  ])('%s', (_, events, text) => {
    expect(read([...events, END])).toMatchObject({ text, last: { t: 'end', reason: 'stop' } });
  });

  it('takes the figures of the message above the sum of the workflow, in any order', () => {
    const usage = { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 };
    const end = { ...END, metadata: { usage } };
    const finished = {
      event: 'workflow_finished',
      data: { status: 'succeeded', total_tokens: 90 },
    };
    const means = { inputUncached: 5, cacheRead: 0, cacheWrite: 0, output: 2 };
    expect(read([say('message', 'ab'), end, finished]).usage).toEqual(means);
    expect(read([say('message', 'ab'), finished, end]).usage).toEqual(means);
  });

  it(`survives any JSON: an end, or a failure of its own kind (seed ${SEED})`, () => {
    const event = fc.record(
      {
        event: fc.oneof(fc.constantFrom(...NAMES), fc.jsonValue()),
        answer: fc.oneof(fc.string(), fc.jsonValue()),
        data: fc.jsonValue(),
        metadata: fc.jsonValue(),
        task_id: fc.jsonValue(),
      },
      { requiredKeys: ['event'] },
    );
    const events = fc.array(fc.oneof(event, fc.jsonValue()), { maxLength: 8 });
    const survives = fc.property(events, (all) => {
      try {
        expect(read(all).last?.t).toBe('end');
      } catch (error) {
        if (!(error instanceof UpstreamFailure)) throw error;
      }
    });
    fc.assert(survives, tries(500));
  });
});
