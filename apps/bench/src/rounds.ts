import { setTimeout as delay } from 'node:timers/promises';
import { residentBytes } from '@prome-dify/testing';
import type { Contestant } from './contestants';
import { cpuSeconds, LoadRole } from './processes';
import type { Account } from './roles/load';
import type { ShapeName } from './shapes';
import { SHAPES } from './shapes';

/** One load: how many read at once, answers in which shape, for how long. */
export interface Load {
  readonly shape: ShapeName;
  readonly readers: number;
  readonly seconds: number;
  /** Accounts of the product that ask in turn. */
  readonly users: number;
}

/** What one contestant did in one round. */
export interface Showing {
  readonly answersPerSecond: number;
  readonly deltasPerSecond: number;
  /** Processor seconds of the server per million deltas. */
  readonly cpuPerMillion: number;
  readonly firstMs: Percentiles;
  readonly latencyMs: Percentiles;
  /** Memory that the readers added, kB per reader. */
  readonly kbPerReader: number;
}

export interface Percentiles {
  readonly p50: number;
  readonly p99: number;
}

/** Paced readers begin one after the other, all within so many ms, and not further apart. */
const BEGIN_MS = 2_000;
const APART_MS = 20;
const KB = 1_024;

/**
 * Lets each contestant bear the load in turn, there and back, the others frozen; the first round
 * only warms up. Throws when anything was lost, doubled or refused.
 */
export async function race(
  contestants: readonly Contestant[],
  load: Load,
  rounds: number,
): Promise<ReadonlyMap<string, readonly Showing[]>> {
  const showings = new Map<string, Showing[]>(contestants.map(({ name }) => [name, []]));
  for (const { pid } of contestants) process.kill(pid, 'SIGSTOP');
  for (let round = 0; round <= rounds; round += 1) {
    for (const each of round % 2 === 0 ? contestants : contestants.toReversed()) {
      process.kill(each.pid, 'SIGCONT');
      const showing = await bear(each, load);
      process.kill(each.pid, 'SIGSTOP');
      if (round > 0) showings.get(each.name)?.push(showing);
    }
  }
  for (const { pid } of contestants) process.kill(pid, 'SIGCONT');
  return showings;
}

async function bear({ name, pid, asks }: Contestant, load: Load): Promise<Showing> {
  const { shape, readers, seconds } = load;
  const { deltas, paceMs } = SHAPES[shape];
  const before = await residentBytes(pid);
  const crowd = await LoadRole.start();
  try {
    const staggerMs = paceMs === 0 ? 0 : Math.min(APART_MS, BEGIN_MS / readers);
    await crowd.begin({ readers, asks, deltas, staggerMs }).catch(async () => {
      assertWhole(name, [await crowd.account()]);
      throw new Error(`${name} does not answer ${readers} readers`);
    });
    const beginning = await crowd.account();
    const [cpuBefore, begun] = [await cpuSeconds(pid), performance.now()];
    await delay(seconds * 1_000);
    const account = await crowd.account();
    const cpu = (await cpuSeconds(pid)) - cpuBefore;
    const lasted = (performance.now() - begun) / 1_000;
    const grown = (await residentBytes(pid)) - before;
    assertWhole(name, [beginning, account]);
    return {
      answersPerSecond: account.answers / lasted,
      deltasPerSecond: account.deltas / lasted,
      cpuPerMillion: (cpu / account.deltas) * 1_000_000,
      firstMs: percentiles([...beginning.firstMs, ...account.firstMs]),
      latencyMs: percentiles(account.latencyMs),
      kbPerReader: grown / KB / readers,
    };
  } finally {
    crowd.leave();
    await delay(200);
    await crowd.stop();
  }
}

function assertWhole(name: string, accounts: readonly Account[]): void {
  const faults = accounts.flatMap((account) => account.faults);
  if (faults.length > 0) throw new Error(`${name} lost answers: ${faults.join(', ')}`);
}

function percentiles(samples: readonly number[]): Percentiles {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
