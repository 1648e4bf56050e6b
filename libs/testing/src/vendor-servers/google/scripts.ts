import type { Script } from '../../scripted-http';
import { WIDE_TEXT, WORDS } from '../answer-call';
import { TROUBLES } from '../troubles';
import { googleChunk, googleError, googleFrame, googleUsage, type GoogleCall } from './google-call';

type GoogleScript = Script<GoogleCall>;

/** An answer told by its parts. */
export interface GoogleAnswering {
  readonly deltas: readonly string[];
  /** Pause after each delta, ms. */
  readonly paceMs?: number;
  /** The counts of the last chunk; absent: 12 and one for each delta. */
  readonly usage?: unknown;
  readonly finishReason?: string;
}

/** A script that sends this answer as the protocol says: counts so far in every chunk. */
export function googleAnswering({
  deltas,
  paceMs = 0,
  usage = googleUsage(12, deltas.length),
  finishReason = 'STOP',
}: GoogleAnswering): GoogleScript {
  return async (call) => {
    for (const [index, text] of deltas.entries()) {
      if (call.gone.aborted) return;
      await call.chunk([{ text }], {}, { usageMetadata: googleUsage(12, index) });
      if (paceMs > 0) await call.wait(paceMs);
    }
    await call.finish(finishReason, usage);
  };
}

const WHOLE = [
  googleChunk([{ text: WIDE_TEXT }], {}, { usageMetadata: googleUsage(12, 3) }),
  googleChunk([{ text: '' }], { finishReason: 'STOP' }, { usageMetadata: googleUsage(12, 7) }),
]
  .map(googleFrame)
  .join('');

const splitEveryByte: GoogleScript = async (call) => {
  for (const byte of Buffer.from(WHOLE)) await call.raw(Buffer.of(byte));
  call.end();
};

const onePacket: GoogleScript = async (call) => {
  await call.raw(WHOLE);
  call.end();
};

const thinking: GoogleScript = async (call) => {
  await call.chunk([{ text: 'Let me think. ', thought: true }]);
  await call.chunk([{ text: 'Done.', thought: true }, { text: WORDS[0] }]);
  for (const word of WORDS.slice(1)) await call.say(word);
  await call.finish('STOP', googleUsage(12, 5, 20));
};

/** Answers, and then wants to call a function that nobody has offered. */
const functionCall: GoogleScript = async (call) => {
  for (const word of WORDS) await call.say(word);
  await call.chunk([{ functionCall: { name: 'get_weather', args: { city: 'Paris' } } }]);
  await call.finish('STOP', googleUsage(12, 9));
};

/** Answers nothing, because of what was asked. */
const blockedPrompt: GoogleScript = async (call) => {
  const promptFeedback = { blockReason: 'SAFETY' };
  await call.raw(googleFrame({ promptFeedback, usageMetadata: { promptTokenCount: 12 } }));
  call.end();
};

const errorMidStream: GoogleScript = async (call) => {
  for (const word of WORDS.slice(0, 3)) await call.say(word);
  await call.raw(googleFrame(googleError(503, 'UNAVAILABLE')));
  call.end();
};

const errorFirst: GoogleScript = async (call) => {
  await call.raw(googleFrame(googleError(429, 'RESOURCE_EXHAUSTED')));
  call.end();
};

/** Says how it ends, and then neither goes on nor closes the connection. */
const silentAfterFinish: GoogleScript = async (call) => {
  for (const word of WORDS) await call.say(word);
  const usageMetadata = googleUsage(12, 5);
  await call.chunk([{ text: '' }], { finishReason: 'STOP' }, { usageMetadata });
  await call.hang();
};

/** Wants to be asked to go on. */
const continuation: GoogleScript = async (call) => {
  for (const word of WORDS) await call.say(word);
  await call.chunk([], { finishReason: 'CONTINUATION', continuationToken: 'more' });
  call.end();
};

/** Members, parts and whole chunks that no version of the protocol has yet. */
const inventions: GoogleScript = async (call) => {
  for (const word of WORDS.slice(0, 2)) await call.say(word);
  await call.chunk([{ hologram: 1 }], { mood: 'good' });
  for (let turn = 0; turn < 10; turn += 1) await call.raw(googleFrame({ candidates: 'none' }));
  for (const word of WORDS.slice(2)) await call.say(word);
  await call.finish('STOP', googleUsage(12, 5));
};

/** How Google answers, and how the worst could. */
export const GOOGLE_SCRIPTS = {
  ...TROUBLES,
  normal: googleAnswering({ deltas: WORDS }),
  splitEveryByte,
  onePacket,
  longLine: googleAnswering({ deltas: ['x'.repeat(900_000)] }),
  thinking,
  functionCall,
  blockedPrompt,
  refusal: googleAnswering({ deltas: WORDS, finishReason: 'SAFETY' }),
  maxTokens: googleAnswering({ deltas: WORDS, finishReason: 'MAX_TOKENS' }),
  unknownReason: googleAnswering({ deltas: WORDS, finishReason: 'BECAUSE' }),
  emptyAnswer: googleAnswering({ deltas: [] }),
  errorMidStream,
  errorFirst,
  silentAfterFinish,
  continuation,
  inventions,
  usageCached: googleAnswering({
    deltas: WORDS,
    usage: { ...googleUsage(90, 20), cachedContentTokenCount: 60 },
  }),
  usageNegative: googleAnswering({ deltas: WORDS, usage: googleUsage(-5, -1_000_000) }),
  usageCachedOverPrompt: googleAnswering({
    deltas: WORDS,
    usage: { ...googleUsage(12, 5), cachedContentTokenCount: 13 },
  }),
} satisfies Record<string, GoogleScript>;

export type GoogleScriptName = keyof typeof GOOGLE_SCRIPTS;
