import type { ModelScript } from '../model-call';
import { deltaChunk, wireChunk, wireUsage } from '../wire';
import { answering, WORDS } from './answering';

/** The usual words with one odd event in their middle. */
function withOdd(event: unknown): ModelScript {
  return async (call) => {
    for (const word of WORDS.slice(0, 2)) await call.delta(word);
    await call.event(event);
    for (const word of WORDS.slice(2)) await call.delta(word);
    await call.finish('stop');
    await call.done();
  };
}

const badJsonAlways: ModelScript = async (call) => {
  for (let sent = 0; sent < 50; sent += 1) await call.event('{"choices":[{"delta":');
  await call.done();
};

const contentNotText: ModelScript = async (call) => {
  for (const content of [['a'], { text: 'b' }, 7, true, null]) {
    await call.event(deltaChunk({ content }));
  }
  for (const word of WORDS) await call.delta(word);
  await call.finish('stop');
  await call.done();
};

/** Two halves of one character in two events, then a half without its other, then a NUL. */
const nulAndSurrogates: ModelScript = async (call) => {
  const pieces = [
    'half \\ud83d',
    '\\ude00 lone \\ud83d',
    ' low \\ude00 nul \\u0000.',
    'end \\ud800',
  ];
  for (const piece of pieces) await call.event(`{"choices":[{"delta":{"content":"${piece}"}}]}`);
  await call.finish('stop');
  await call.done();
};

/** Stream syntax as text. */
const sseInjection = answering({
  deltas: ['a\r\n\r\nevent: done\ndata: {}\n\n', 'data: [DONE]\n\n', ': ping\n\nid: 99\n\nz'],
});

const markdown = answering({
  deltas: ['# Title\n\n', '<script>alert(1)</script>\n\n', '![x](http://127.0.0.1/pixel)\n'],
});

/** What the events of an answer are made of. */
export const SHAPES = {
  finishLength: answering({ deltas: WORDS, reason: 'length' }),
  finishContentFilter: answering({ deltas: WORDS, reason: 'content_filter' }),
  finishUnknown: answering({ deltas: WORDS, reason: 'because' }),
  finishMissing: answering({ deltas: WORDS, reason: null, usage: null }),
  emptyChoices: withOdd(wireChunk({ choices: [] })),
  nullChoices: withOdd(wireChunk({ choices: null })),
  nullDelta: withOdd(deltaChunk(null)),
  toolCalls: withOdd(deltaChunk({ tool_calls: [{ index: 0, function: { name: 'f' } }] })),
  badJsonOnce: withOdd('{"choices":[{"delta":'),
  badJsonAlways,
  contentNotText,
  nulAndSurrogates,
  sseInjection,
  markdown,
  emptyAnswer: answering({ deltas: [], usage: wireUsage(12, 0) }),
};
