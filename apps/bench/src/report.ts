import type { Load, Showing } from './rounds';

interface Column {
  readonly title: string;
  readonly of: (showing: Showing) => number;
  readonly digits: number;
  /** Whether the column also says how much of the first contestant's figure it is. */
  readonly isCompared?: boolean;
}

const COLUMNS: readonly Column[] = [
  {
    title: 'Answers per second',
    of: (each) => each.answersPerSecond,
    digits: 0,
    isCompared: true,
  },
  {
    title: 'CPU s per million deltas',
    of: (each) => each.cpuPerMillion,
    digits: 1,
    isCompared: true,
  },
  { title: 'First text p50, ms', of: (each) => each.firstMs.p50, digits: 2 },
  { title: 'p99', of: (each) => each.firstMs.p99, digits: 2 },
  { title: 'Delta p50, ms', of: (each) => each.latencyMs.p50, digits: 2 },
  { title: 'p99', of: (each) => each.latencyMs.p99, digits: 2 },
  { title: 'kB per reader', of: (each) => each.kbPerReader, digits: 0 },
];

/** A table of one load: medians, with the median of each round's share of the first contestant. */
export function tableOf(
  { shape, readers, seconds }: Load,
  showings: ReadonlyMap<string, readonly Showing[]>,
): string {
  const rounds = [...showings.values()][0] ?? [];
  const title = `${shape}, ${readers} at once, ${rounds.length} rounds of ${seconds} s`;
  const rows = [...showings].map(([name, ours]) => [name, ...COLUMNS.map(cellOf(ours, rounds))]);
  const head = [title, ...COLUMNS.map((column) => column.title)];
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${lines.join('\n')}\n`;
}

function cellOf(ours: readonly Showing[], first: readonly Showing[]) {
  return ({ of, digits, isCompared }: Column): string => {
    const figure = median(ours.map(of)).toFixed(digits);
    const shares = ours.map((each, round) => of(each) / of(first[round] ?? each));
    if (!isCompared || ours === first || !shares.every(Number.isFinite)) return figure;
    return `${figure} (${median(shares).toFixed(2)} ×)`;
  };
}

function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? NaN;
}
