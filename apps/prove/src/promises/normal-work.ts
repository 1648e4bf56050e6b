import { setTimeout as delay } from 'node:timers/promises';
import { answering } from '@prome-dify/testing';
import type { Customer, Listener, Stream } from '../customer';
import { holds } from '../promise';
import type { World } from '../world';

/** People who use the product at once; each leaves after some answers, and somebody new comes. */
const AT_ONCE = 10;
const ANSWERS_EACH = 20;
/** The least of each span counts: the heap goes up and down with the collection of garbage. */
const SPANS = 12;
const SAMPLE_MS = 2_000;
/** The first of them are warming up, not growth. */
const WARM_UP = 2;

/** What was in use at the least within one span. */
export interface HeapSample {
  readonly minute: number;
  readonly mib: number;
}

/** Lets people come, chat, stop, leave and resume for so long; answers what that did to the heap. */
export async function workNormally(
  world: World,
  forMs: number,
): Promise<{ readonly answers: number; readonly samples: readonly HeapSample[] }> {
  world.model.script(answering({ deltas: Array(25).fill('word '), paceMs: 40 }));
  const over = AbortSignal.timeout(forMs);
  let answers = 0;
  const people = Array.from({ length: AT_ONCE }, async () => {
    while (!over.aborted) {
      const asked = await visit(world, over);
      answers += asked;
    }
  });
  const [samples] = await Promise.all([heapOf(world, forMs, over), ...people]);
  return { answers, samples };
}

/** One person's answers in one conversation: whole, stopped, and left and resumed. */
async function visit(world: World, over: AbortSignal): Promise<number> {
  const customer = await world.newCustomer();
  let conversationId: string | undefined;
  let asked = 0;
  while (asked < ANSWERS_EACH && !over.aborted) {
    const message = `Question ${asked}`;
    const request = conversationId === undefined ? { message } : { message, conversationId };
    const told = await [whole, stopped, resumed][asked % 3]?.(customer, request);
    const end = told?.end ?? '';
    holds(`it is complete or stopped: "${end}"`, ['complete', 'stopped'].includes(end));
    conversationId ??= told?.conversationId;
    asked += 1;
  }
  return asked;
}

type Request = Parameters<Customer['ask']>[0];

const whole = (customer: Customer, request: Request) => customer.ask(request);

function stopped(customer: Customer, request: Request) {
  return customer.ask(
    request,
    atFifth((stream) => customer.stop(stream.generationId)),
  );
}

async function resumed(customer: Customer, request: Request) {
  const { generationId, lastId } = await customer.ask(
    request,
    atFifth((stream) => stream.leave()),
  );
  return customer.resume(generationId, lastId);
}

function atFifth(act: (stream: Stream) => unknown): Listener {
  let heard = 0;
  return (_, stream) => {
    heard += 1;
    return heard === 5 ? act(stream) : undefined;
  };
}

async function heapOf(world: World, forMs: number, over: AbortSignal): Promise<HeapSample[]> {
  const begun = performance.now();
  const least = new Map<number, number>();
  while (!over.aborted) {
    await delay(SAMPLE_MS);
    const used = (await world.metric('nodejs_heap_size_used_bytes')) / 1024 ** 2;
    const span = Math.min(Math.floor(((performance.now() - begun) / forMs) * SPANS), SPANS - 1);
    least.set(span, Math.min(least.get(span) ?? Infinity, used));
  }
  const spanMinutes = forMs / SPANS / 60_000;
  return [...least].map(([span, mib]) => ({ minute: span * spanMinutes, mib }));
}

/** By how much the heap grows, MiB a minute: the line through the samples after warming up. */
export function heapSlope(samples: readonly HeapSample[]): number {
  const taken = samples.slice(WARM_UP);
  const mean = (of: (sample: HeapSample) => number) =>
    taken.reduce((sum, sample) => sum + of(sample), 0) / taken.length;
  const [x, y] = [mean(({ minute }) => minute), mean(({ mib }) => mib)];
  const spread = mean(({ minute }) => (minute - x) ** 2);
  return spread === 0 ? 0 : mean(({ minute, mib }) => (minute - x) * (mib - y)) / spread;
}
