import type { Contestant, Pace } from './contestant';
import { paceOf } from './contestant';

/** The product beside one baseline, in the same pattern. */
export interface Pair {
  readonly pattern: string;
  readonly product: Contestant;
  readonly baseline: Contestant;
  /** The least share of the baseline that the product must reach; none is for information. */
  readonly goal?: number;
}

/** Medians with the least and the most, over the rounds. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** One contestant over all rounds. */
export interface Showing {
  readonly name: string;
  readonly turnsPerSecond: Spread;
  readonly cpuMicrosPerTurn: Spread;
}

export interface PairResult extends Pick<Pair, 'pattern' | 'goal'> {
  readonly product: Showing;
  readonly baseline: Showing;
  /** Turns of the product by turns of the baseline, made in each round. */
  readonly share: Spread;
}

export interface Rounds {
  readonly rounds: number;
  readonly sliceMs: number;
}

/** Lets all run in turn, round after round, there and back; the first round only warms up. */
export async function race(
  pairs: readonly Pair[],
  { rounds, sliceMs }: Rounds,
): Promise<PairResult[]> {
  const contestants = [...new Set(pairs.flatMap(({ product, baseline }) => [baseline, product]))];
  const paces = new Map<Contestant, Pace[]>(contestants.map((each) => [each, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const each of round % 2 === 0 ? contestants : contestants.toReversed()) {
      const pace = await paceOf(each, sliceMs);
      if (round > 0) paces.get(each)?.push(pace);
    }
  }
  return pairs.map((pair) => resultOf(pair, paces));
}

function resultOf(
  { product, baseline, ...pair }: Pair,
  paces: ReadonlyMap<Contestant, readonly Pace[]>,
): PairResult {
  const [ours, theirs] = [paces.get(product) ?? [], paces.get(baseline) ?? []];
  const shares = ours.map(
    ({ turnsPerSecond }, round) => turnsPerSecond / (theirs[round]?.turnsPerSecond ?? Number.NaN),
  );
  return {
    ...pair,
    product: showing(product, ours),
    baseline: showing(baseline, theirs),
    share: spread(shares),
  };
}

function showing({ name }: Contestant, paces: readonly Pace[]): Showing {
  return {
    name,
    turnsPerSecond: spread(paces.map((pace) => pace.turnsPerSecond)),
    cpuMicrosPerTurn: spread(paces.map((pace) => pace.cpuMicrosPerTurn)),
  };
}

/** The median of the numbers, and the least and the most of them. */
export function spread(numbers: readonly number[]): Spread {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    least: at(0),
    most: at(sorted.length - 1),
  };
}
