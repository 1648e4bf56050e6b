import type { Result } from './run';

/** The beginning of the report: what repeats it. */
export function headOf(database: string, seed: number): string {
  return `The promises, on ${database} (seed ${seed})\n\n`;
}

/** One line for a promise that was played, with its figures below. */
export function lineOf({ id, says, isKept, figures, seconds }: Result): string {
  const mark = isKept ? 'kept  ' : 'BROKEN';
  const head = `${mark}  ${id.padEnd(4)} ${says}`;
  return `${head}\n              ${figures} · ${seconds.toFixed(1)} s\n`;
}

/** The end of the report. */
export function summaryOf(results: readonly Result[], asked: number, seed: number): string {
  const broken = results.filter(({ isKept }) => !isKept).map(({ id }) => id);
  const kept = `${results.length - broken.length} of ${asked} promises kept`;
  const seconds = results.reduce((sum, each) => sum + each.seconds, 0).toFixed(0);
  const bad = broken.length === 0 ? '' : `; broken: ${broken.join(', ')}`;
  const early = results.length === asked ? '' : '; interrupted';
  return `\n${kept} in ${seconds} s${bad}${early} (seed ${seed})\n`;
}
