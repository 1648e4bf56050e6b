import type { Script } from '../../scripted-http';
import { WIDE_TEXT, WORDS } from '../answer-call';
import { TROUBLES } from '../troubles';
import {
  anthropicError,
  anthropicFrame,
  messageDelta,
  messageStart,
  type AnthropicCall,
} from './anthropic-call';
import { anthropicAnswering } from './answering';

type AnthropicScript = Script<AnthropicCall>;

/** A text as one whole stream. */
function wholeStream(text: string): string {
  return [
    messageStart({ input_tokens: 12, output_tokens: 1 }),
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'ping' },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } },
    { type: 'content_block_stop', index: 0 },
    messageDelta('end_turn', { output_tokens: 7 }),
    { type: 'message_stop' },
  ]
    .map(anthropicFrame)
    .join('');
}

const splitEveryByte: AnthropicScript = async (call) => {
  for (const byte of Buffer.from(wholeStream(WIDE_TEXT))) await call.raw(Buffer.of(byte));
  call.end();
};

const onePacket: AnthropicScript = async (call) => {
  await call.raw(wholeStream(WIDE_TEXT));
  call.end();
};

const carriageReturns: AnthropicScript = async (call) => {
  await call.raw(`\ufeff: hello\r\n\r\n${wholeStream(WIDE_TEXT).replaceAll('\n', '\r\n')}`);
  call.end();
};

/** Thinks aloud, thinks behind a curtain, then answers. */
const thinking: AnthropicScript = async (call) => {
  await call.begin();
  await call.block(
    { type: 'thinking', thinking: '', signature: '' },
    { type: 'thinking_delta', thinking: 'Let me think. ' },
    { type: 'thinking_delta', thinking: 'Done.' },
    { type: 'signature_delta', signature: 'c2lnbmVk' },
  );
  await call.block({ type: 'redacted_thinking', data: 'c2VjcmV0' });
  for (const word of WORDS) await call.say(word);
  const details = { output_tokens_details: { thinking_tokens: 20 } };
  await call.finish('end_turn', { output_tokens: 25, ...details });
};

/** Answers, and then wants to use a tool that nobody has offered. */
const toolUse: AnthropicScript = async (call) => {
  for (const word of WORDS) await call.say(word);
  await call.block(
    { type: 'tool_use', id: 'toolu_1', name: 'get_weather', input: {} },
    { type: 'input_json_delta', partial_json: '' },
    { type: 'input_json_delta', partial_json: '{"city": "Par' },
    { type: 'input_json_delta', partial_json: 'is"}' },
  );
  await call.finish('tool_use', { output_tokens: 30 });
};

const overloadedFirst: AnthropicScript = async (call) => {
  await call.emit(anthropicError('overloaded_error'));
  call.end();
};

const errorMidStream: AnthropicScript = async (call) => {
  for (const word of WORDS.slice(0, 3)) await call.say(word);
  await call.emit(anthropicError('overloaded_error'));
  call.end();
};

/** Events, blocks and deltas that no version of the protocol has yet. */
const inventions: AnthropicScript = async (call) => {
  await call.begin();
  await call.emit({ type: 'weather_report', degrees: 21 });
  await call.block({ type: 'hologram', url: 'x' }, { type: 'hologram_delta', light: 1 });
  for (const word of WORDS.slice(0, 2)) await call.say(word);
  for (let turn = 0; turn < 10; turn += 1) await call.emit({ type: 'weather_report' });
  for (const word of WORDS.slice(2)) await call.say(word);
  await call.finish('end_turn', { output_tokens: 5 });
};

const badJsonOnce: AnthropicScript = async (call) => {
  for (const word of WORDS.slice(0, 2)) await call.say(word);
  await call.raw('event: ping\ndata: {"type":\n\n');
  for (const word of WORDS.slice(2)) await call.say(word);
  await call.finish('end_turn', { output_tokens: 5 });
};

/** Ends the connection when all is said, but not with the last event. */
const noMessageStop: AnthropicScript = async (call) => {
  for (const word of WORDS) await call.say(word);
  await call.emit(messageDelta('end_turn', { output_tokens: 5 }));
  call.end();
};

/** Begins another message in the middle of one. */
const secondMessage: AnthropicScript = async (call) => {
  for (const word of WORDS.slice(0, 3)) await call.say(word);
  const other = { id: 'other', content: [], usage: { input_tokens: 1, output_tokens: 1 } };
  await call.emit({ type: 'message_start', message: other });
  await call.say('AFTER THE END');
  await call.finish('end_turn', { output_tokens: 5 });
};

function counting(start: unknown, delta: unknown): AnthropicScript {
  return anthropicAnswering({ deltas: WORDS, usage: [start, delta] });
}

/** How Anthropic answers, and how the worst could. */
export const ANTHROPIC_SCRIPTS = {
  ...TROUBLES,
  normal: anthropicAnswering({ deltas: WORDS }),
  splitEveryByte,
  onePacket,
  carriageReturns,
  longLine: anthropicAnswering({ deltas: ['x'.repeat(900_000)] }),
  nulAndSurrogates: anthropicAnswering({
    deltas: ['half \ud83d', '\ude00 lone \ud83d', ' nul \0.'],
  }),
  thinking,
  toolUse,
  refusal: anthropicAnswering({ deltas: WORDS, stopReason: 'refusal' }),
  maxTokens: anthropicAnswering({ deltas: WORDS, stopReason: 'max_tokens' }),
  contextFull: anthropicAnswering({ deltas: WORDS, stopReason: 'model_context_window_exceeded' }),
  pauseTurn: anthropicAnswering({ deltas: WORDS, stopReason: 'pause_turn' }),
  unknownReason: anthropicAnswering({ deltas: WORDS, stopReason: 'because' }),
  emptyAnswer: anthropicAnswering({ deltas: [] }),
  overloadedFirst,
  errorMidStream,
  inventions,
  badJsonOnce,
  noMessageStop,
  secondMessage,
  usageCached: counting(
    {
      input_tokens: 30,
      cache_read_input_tokens: 60,
      cache_creation_input_tokens: 10,
      output_tokens: 1,
    },
    { output_tokens: 20 },
  ),
  usageZero: counting({ input_tokens: 0, output_tokens: 0 }, { output_tokens: 0 }),
  usageNegative: counting({ input_tokens: -5, output_tokens: 1 }, { output_tokens: -1_000_000 }),
  usageHuge: counting({ input_tokens: 1e308, output_tokens: 1 }, { output_tokens: 1e308 }),
  usageFloat: counting({ input_tokens: 12.5, output_tokens: 1 }, { output_tokens: 0.1 }),
  usageString: counting({ input_tokens: 12, output_tokens: 1 }, { output_tokens: '5' }),
  noUsage: counting({ input_tokens: 12, output_tokens: 1 }, null),
  /** Begins with an event of another shape. */
  strangeStart: counting('none', { output_tokens: 5 }),
} satisfies Record<string, AnthropicScript>;

export type AnthropicScriptName = keyof typeof ANTHROPIC_SCRIPTS;
