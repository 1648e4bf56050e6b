import type { World } from './world';

/** One promise of the product, and a scenario that shows whether it holds. */
export interface Promised {
  /** Its number, for example `P7`. */
  readonly id: string;
  /** The promise in the words of the people it is made to. */
  readonly says: string;
  /**
   * Plays the scenario; answers its figures. Throws {@link Broken} when the promise does not hold.
   * What takes its time goes on for `minutes`; 0: as short as can be.
   */
  play(world: World, minutes: number): Promise<string>;
}

/** A promise that does not hold, in words. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

/** Demands that two values are the same, as JSON. */
export function same(what: string, actual: unknown, expected: unknown): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Broken(`${what}: ${is}, not ${should}`);
}

/** Demands that something is so. */
export function holds(what: string, isSo: boolean): void {
  if (!isSo) throw new Broken(`not so: ${what}`);
}
