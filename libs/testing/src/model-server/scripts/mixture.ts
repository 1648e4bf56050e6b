import { frame } from '../../scripted-http';
import type { ModelCall, ModelScript } from '../model-call';
import { deltaChunk, DONE, usageChunk, wireChunk, wireUsage } from '../wire';

type Step = (call: ModelCall, random: () => number) => void | Promise<void>;

function pick<T>(from: readonly T[], random: () => number): T {
  return from[Math.floor(random() * from.length)] as T;
}

const NUMBERS: readonly unknown[] = [0, 1, 7, -3, 0.5, 1e308, 2 ** 53, '12', null, [], {}];
const TEXTS: readonly unknown[] = ['word ', 'Grüße ', '😀', '\0', '\ud83d', '', 7, null, ['a']];

const word: Step = (call) => call.delta('word ');

const oddText: Step = (call, random) => call.event(deltaChunk({ content: pick(TEXTS, random) }));

const oddCounts: Step = (call, random) => {
  const usage = { prompt_tokens: pick(NUMBERS, random), completion_tokens: pick(NUMBERS, random) };
  return call.event(usageChunk(usage));
};

const oddChoices: Step = (call, random) =>
  call.event(wireChunk({ choices: pick([null, [], 'x', [null], [{}]], random) }));

const noise: Step = (call, random) =>
  call.raw(pick([': ping\n\n', 'event: x\n\n', 'data:\n\n', 'nonsense\n', '\r\n\r\n'], random));

const badJson: Step = (call) => call.event('{"choices":[');

const cutAnywhere: Step = async (call, random) => {
  const bytes = Buffer.from(frame(deltaChunk({ content: '世界 ' })));
  const at = Math.floor(random() * bytes.length);
  await call.raw(bytes.subarray(0, at));
  await call.raw(bytes.subarray(at));
};

const carriageReturns: Step = (call) =>
  call.raw(frame(deltaChunk({ content: 'cr ' })).replaceAll('\n', '\r'));

const pause: Step = (call, random) => call.wait(Math.floor(random() * 20));

const STEPS = [
  ...[word, word, word, word, oddText, oddCounts, oddChoices],
  ...[noise, badJson, cutAnywhere, carriageReturns, pause],
];

const wellDone: Step = async (call) => {
  await call.finish('stop');
  await call.usage(wireUsage(12, 9));
  await call.done();
};

const ENDS: readonly Step[] = [
  wellDone,
  (call) => call.done(),
  (call) => call.end(),
  (call) => call.reset(),
  (call) => call.hang(),
  async (call) => {
    await call.finish('length');
    call.end();
  },
  async (call) => {
    await call.event({ error: { message: 'UPSTREAM TEXT', code: 500 } });
    await call.raw(DONE);
    call.end();
  },
];

/** Up to forty things that a server can do, in the order that `random`, in [0, 1), gives. */
export function mixture(random: () => number): ModelScript {
  const steps = Array.from({ length: 1 + Math.floor(random() * 40) }, () => pick(STEPS, random));
  const end = pick(ENDS, random);
  return async (call) => {
    for (const step of [...steps, end]) {
      if (call.gone.aborted) return;
      await step(call, random);
    }
  };
}
