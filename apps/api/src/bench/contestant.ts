/** Something that makes turns: a hold opened and settled. */
export interface Contestant {
  readonly name: string;
  /** How many calls of `step` are under way at the same time. */
  readonly atOnce: number;
  /** Makes some turns and says how many; durable when it resolves. */
  step(): Promise<number>;
  close(): Promise<void>;
}

/** Takes one after the other, for ever. */
export function roundRobin<T>(items: readonly T[]): () => T {
  let next = 0;
  return () => {
    const item = items[next % items.length];
    next += 1;
    if (item === undefined) throw new Error('nothing to take from');
    return item;
  };
}

/** What one contestant did in one slice of time. */
export interface Pace {
  readonly turnsPerSecond: number;
  /** CPU time of this process; a slow disk does not change it. */
  readonly cpuMicrosPerTurn: number;
}

/** Lets one contestant run for about `sliceMs`. */
export async function paceOf(contestant: Contestant, sliceMs: number): Promise<Pace> {
  const [begun, cpuBefore] = [performance.now(), process.cpuUsage()];
  let turns = 0;
  const lane = async () => {
    do {
      // Added after the wait: the other lanes count meanwhile.
      const made = await contestant.step();
      turns += made;
    } while (performance.now() - begun < sliceMs);
  };
  await Promise.all(Array.from({ length: contestant.atOnce }, lane));
  const { user, system } = process.cpuUsage(cpuBefore);
  const seconds = (performance.now() - begun) / 1000;
  return { turnsPerSecond: turns / seconds, cpuMicrosPerTurn: (user + system) / turns };
}
