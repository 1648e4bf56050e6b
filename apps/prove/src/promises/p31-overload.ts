import { setTimeout as delay } from 'node:timers/promises';
import { answering, flood, until } from '@prome-dify/testing';
import type { Customer } from '../customer';
import type { Promised } from '../promise';
import { holds, same } from '../promise';
import type { World } from '../world';
import { heapSlope, workNormally } from './normal-work';

/** Answers that the server carries at once, and connections that ask for more without a pause. */
const CARRIES = 20;
const FLOOD = 10 * CARRIES;
const SHORT_FLOOD_MS = 3_000;
/** Of the minutes that are asked for, so many of the flood. */
const FLOOD_SHARE = 1 / 12;
/** Of JavaScript, and of the whole process. */
const HEAP_MIB = 256;
const MEMORY_MIB = 512;
const SAMPLE_MS = 500;
const LAG_MAX_MS = 200;
const NORMAL_AGAIN_MS = 10_000;
const SLOPE_MAX_MIB = 1;
const SLOPE_MINUTES = 30;

const ENV = {
  MAX_STREAMS: String(CARRIES),
  SIGNUP_TOKENS: '1000000000',
  NODE_OPTIONS: `--max-old-space-size=${HEAP_MIB}`,
};

/** How long 95 of 100 answers take when they are asked for one after the other, ms. */
async function usual(customer: Customer): Promise<number> {
  const times: number[] = [];
  while (times.length < 20) {
    const begun = performance.now();
    const { end } = await customer.ask({ message: 'Hello' });
    if (end !== 'complete') return Infinity;
    times.push(performance.now() - begun);
  }
  return times.toSorted((a, b) => a - b)[18] ?? Infinity;
}

async function overwhelm(world: World, customers: readonly Customer[], forMs: number) {
  const over = AbortSignal.timeout(forMs);
  // Counted since it was last asked; before the flood the server was starting.
  const lagMs = async () => (await world.metric('nodejs_eventloop_lag_p99_seconds')) * 1_000;
  await lagMs();
  const flooding = flood(customers, FLOOD, over);
  let resident = 0;
  while (!over.aborted) {
    await delay(SAMPLE_MS);
    resident = Math.max(resident, await world.residentBytes());
  }
  const lag = await lagMs();
  return { seen: await flooding, lag, resident: resident / 1024 ** 2 };
}

export const overload: Promised = {
  id: 'P31',
  says: 'Ten times too many are told to come again, the others are answered, and soon all is as before',
  async play(world, minutes) {
    world.model.script(answering({ deltas: Array(20).fill('word '), paceMs: 5 }));
    await world.stop();
    await world.start(ENV);
    const customers = await world.newCustomers(10);
    const [first] = customers as [Customer];
    const before = await usual(first);
    const forMs = Math.max(SHORT_FLOOD_MS, Math.round(minutes * FLOOD_SHARE * 60_000));
    const { seen, lag, resident } = await overwhelm(world, customers, forMs);
    const ended = performance.now();
    await until(
      'all is as before',
      async () => (await usual(first)) <= 2 * before,
      NORMAL_AGAIN_MS,
    );
    const after = performance.now() - ended;
    same('how it went', [...seen.keys()].toSorted(), ['200 done', '503 refused, come again']);
    holds(`the event loop waits less than ${LAG_MAX_MS} ms: ${lag.toFixed(0)}`, lag < LAG_MAX_MS);
    holds(`it takes less than ${MEMORY_MIB} MiB: ${resident.toFixed(0)}`, resident < MEMORY_MIB);
    await world.nothingHeld(customers);
    const told = `${FLOOD} at once for ${forMs / 1_000} s: ${seen.get('200 done')} answered, ${seen.get('503 refused, come again')} told to come again, ${lag.toFixed(0)} ms behind and ${resident.toFixed(0)} MiB at the most, as before after ${(after / 1_000).toFixed(1)} s`;
    const normal = minutes > 0 ? await soak(world, minutes) : '';
    await world.stop();
    await world.start();
    return told + normal;
  },
};

/** Works as on any day for so many minutes; what is kept in memory must not grow. */
async function soak(world: World, minutes: number): Promise<string> {
  const { answers, samples } = await workNormally(world, minutes * 60_000);
  const slope = heapSlope(samples);
  const heap = samples.map(({ mib }) => mib.toFixed(0)).join(', ');
  const told = `heap ${slope.toFixed(2)} MiB a minute (${heap})`;
  // In less time garbage is hardly collected.
  holds(told, minutes < SLOPE_MINUTES || slope < SLOPE_MAX_MIB);
  return `; then ${answers} answers in ${minutes} minutes, ${told}`;
}
