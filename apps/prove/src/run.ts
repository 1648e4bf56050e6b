import { Broken, type Promised } from './promise';
import type { Choice } from './world';
import { World } from './world';

/** No scenario takes longer, ms. */
const LIMIT_MS = 60_000;

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
  interrupted: AbortSignal,
): AsyncGenerator<Result> {
  const world = await World.open(choice);
  try {
    for (const promise of promises) {
      if (interrupted.aborted) return;
      const result = await playOne(world, promise, interrupted);
      if (interrupted.aborted) return;
      yield result;
      if (!result.isKept) await freshServer(world);
    }
  } finally {
    await world.close();
  }
}

async function playOne(world: World, promise: Promised, interrupted: AbortSignal): Promise<Result> {
  const { id, says } = promise;
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  const over = AbortSignal.any([interrupted, AbortSignal.timeout(LIMIT_MS)]);
  try {
    const figures = await Promise.race([scenario(world, promise), cut(over)]);
    return { id, says, isKept: true, figures, seconds: seconds() };
  } catch (error) {
    const figures = error instanceof Broken ? error.message : String(error);
    return { id, says, isKept: false, figures, seconds: seconds() };
  } finally {
    world.calm();
  }
}

async function scenario(world: World, promise: Promised): Promise<string> {
  const figures = await promise.play(world);
  const { isSound, says } = await world.audit();
  if (!isSound) throw new Broken(`the books do not add up: ${says}`);
  return figures;
}

function cut(over: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    over.addEventListener('abort', () => {
      reject(new Broken(`it has not ended after ${LIMIT_MS / 1000} s`));
    });
  });
}

/** A broken scenario leaves requests behind, or no server: the next one begins with neither. */
async function freshServer(world: World): Promise<void> {
  await world.stop('SIGKILL');
  await world.start();
}
