import { SEED, tries } from '@prome-dify/testing/random';
import {
  anthropicFrame,
  googleChunk,
  googleFrame,
  googleUsage,
  messageDelta,
  messageStart,
  type AnswerCall,
  type AnthropicServer,
  type GoogleServer,
} from '@prome-dify/testing';
import fc from 'fast-check';
import { collect, QUESTION } from '../conformance/collect.fixture';
import { VendorFixture } from '../conformance/vendor.fixture';

const ANSWERS = 150;

const ANTHROPIC_FRAMES = [
  messageStart({ input_tokens: 12, output_tokens: 1 }),
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Grüße ' } },
  { type: 'ping' },
  { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: '😀' } },
  { type: 'content_block_stop', index: 0 },
  {
    type: 'content_block_start',
    index: 1,
    content_block: { type: 'tool_use', id: 'a', name: 'b' },
  },
  { type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: '{' } },
  { type: 'content_block_stop', index: 1 },
  messageDelta('end_turn', { output_tokens: 7 }),
  { type: 'message_stop' },
].map(anthropicFrame);

const GOOGLE_FRAMES = [
  googleChunk([{ text: 'Grüße ' }], {}, { usageMetadata: googleUsage(12, 1) }),
  googleChunk([{ text: '😀', thought: true }]),
  googleChunk([{ functionCall: { name: 'a', args: {} } }]),
  googleChunk([{ text: 'end' }], { finishReason: 'STOP' }, { usageMetadata: googleUsage(12, 7) }),
  { error: { code: 503, message: 'UPSTREAM TEXT', status: 'UNAVAILABLE' } },
].map(googleFrame);

/** Frames left out, doubled and in any order, a piece of the bytes cut out, and an end. */
function mangled(frames: readonly string[]) {
  const some = fc.oneof(
    fc.subarray([...frames]),
    fc.shuffledSubarray([...frames]),
    fc.array(fc.constantFrom(...frames), { maxLength: 30 }),
  );
  return fc.record({
    text: fc.tuple(some, fc.nat(), fc.nat(20)).map(([chosen, at, length]) => {
      const text = chosen.join('');
      const from = text === '' ? 0 : at % text.length;
      return text.slice(0, from) + text.slice(from + length);
    }),
    end: fc.constantFrom('close', 'reset'),
  });
}

const VENDORS: [
  string,
  readonly string[],
  () => Promise<VendorFixture<AnthropicServer | GoogleServer>>,
][] = [
  ['Anthropic', ANTHROPIC_FRAMES, () => VendorFixture.anthropic()],
  ['Google', GOOGLE_FRAMES, () => VendorFixture.google()],
];

describe.each(VENDORS)(`answers of %s that are mangled (seed ${SEED})`, (_, frames, start) => {
  const unheard: unknown[] = [];
  const note = (error: unknown) => unheard.push(error);
  let fixture: Awaited<ReturnType<typeof start>>;

  beforeAll(async () => {
    process.on('unhandledRejection', note);
    fixture = await start();
  });
  afterEach(() => expect(unheard).toEqual([]));
  afterAll(async () => {
    await fixture.stop();
    process.off('unhandledRejection', note);
  });

  it('end once, and tell nothing of the upstream', async () => {
    const backend = fixture.connect({ breaker: { failures: 1_000_000 } });
    const holds = fc.asyncProperty(mangled(frames), async ({ text, end }) => {
      fixture.server.script(async (call: AnswerCall) => {
        await call.raw(text);
        if (end === 'close') call.end();
        else call.reset();
      });
      const { events, last } = await collect(backend);
      expect(events.filter(({ t }) => t === 'end' || t === 'error')).toEqual([last]);
      expect(JSON.stringify(last)).not.toContain('UPSTREAM');
    });
    await fc.assert(holds, tries(ANSWERS));
  });

  it('leave nothing behind when they are left at any moment', async () => {
    const backend = fixture.connect({ breaker: { failures: 1_000_000 } });
    fixture.server.script(async (call: AnswerCall) => {
      for (const frame of [...frames, ...frames]) {
        await call.raw(frame);
        await call.wait(1);
      }
      await call.hang();
    });
    const delays = Array.from({ length: 60 }, (_unused, index) => index);
    await Promise.all(
      delays.map(async (ms) => {
        const leave = new AbortController();
        setTimeout(() => leave.abort(), ms);
        await collect(backend, QUESTION, leave.signal);
      }),
    );
    await Promise.all(fixture.server.requests.map(({ closed }) => closed));
    expect(fixture.server.open).toBe(0);
  });
});
