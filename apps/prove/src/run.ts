import { Broken, type Promised } from './promise';
import type { Choice } from './world';
import { World } from './world';

/** How much is played. */
export interface Effort {
  /** Each promise so many times. */
  readonly times: number;
  /** For how long goes on what takes its time; 0: as short as can be. */
  readonly minutes: number;
}

/** No scenario takes longer than this and the minutes that are asked for, with a tenth more, ms. */
const LIMIT_MS = 120_000;
const limitMs = ({ minutes }: Effort) => LIMIT_MS + Math.ceil(1.1 * minutes * 60_000);

/** What became of one promise. */
export interface Result {
  readonly id: string;
  readonly says: string;
  readonly isKept: boolean;
  /** The figures of the scenario, or what broke. */
  readonly figures: string;
  readonly seconds: number;
}

/**
 * Plays the promises one after the other in one world, and audits the books after each. Ends early
 * when `interrupted`; throws when there is no server to play with.
 */
export async function* play(
  choice: Choice,
  promises: readonly Promised[],
  effort: Effort,
  interrupted: AbortSignal,
): AsyncGenerator<Result> {
  const world = await World.open(choice);
  try {
    for (const promise of promises) {
      if (interrupted.aborted) return;
      const once = () => playOnce(world, promise, effort, interrupted);
      const result = await playOften(promise, effort.times, once);
      if (interrupted.aborted) return;
      yield result;
      if (!result.isKept) await freshServer(world);
    }
  } finally {
    await world.close();
  }
}

async function playOften(
  { id, says }: Promised,
  times: number,
  once: () => Promise<string>,
): Promise<Result> {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  try {
    let figures = '';
    for (let n = 0; n < times; n += 1) figures = await once();
    if (times > 1) figures = `${times} times: ${figures}`;
    return { id, says, isKept: true, figures, seconds: seconds() };
  } catch (error) {
    const figures = error instanceof Broken ? error.message : String(error);
    return { id, says, isKept: false, figures, seconds: seconds() };
  }
}

async function playOnce(
  world: World,
  promise: Promised,
  effort: Effort,
  interrupted: AbortSignal,
): Promise<string> {
  const limit = limitMs(effort);
  const over = AbortSignal.any([interrupted, AbortSignal.timeout(limit)]);
  try {
    return await Promise.race([scenario(world, promise, effort.minutes), cut(over, limit)]);
  } finally {
    world.calm();
  }
}

async function scenario(world: World, promise: Promised, minutes: number): Promise<string> {
  const figures = await promise.play(world, minutes);
  const { isSound, says } = await world.audit();
  if (!isSound) throw new Broken(`the books do not add up: ${says}`);
  return figures;
}

function cut(over: AbortSignal, limit: number): Promise<never> {
  return new Promise((_, reject) => {
    over.addEventListener('abort', () => {
      reject(new Broken(`it has not ended after ${limit / 1000} s`));
    });
  });
}

/** A broken scenario leaves requests behind, or no server: the next one begins with neither. */
async function freshServer(world: World): Promise<void> {
  await world.stop('SIGKILL');
  await world.start();
}
