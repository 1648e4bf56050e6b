import type { AuditResult } from './audits';
import type { PairResult, Spread } from './race';

const AUDIT_GOAL_S = 10;

/** The turns as lines of a Markdown table. */
export function turnsTable(results: readonly PairResult[]): string {
  const lines = results.map(({ pattern, product, baseline, share, goal }) => [
    pattern,
    whole(product.turnsPerSecond),
    baseline.name,
    whole(baseline.turnsPerSecond),
    shares(share),
    goal === undefined ? '' : `≥ ${goal}${share.median >= goal ? '' : ' MISSED'}`,
    `${Math.round(product.cpuMicrosPerTurn.median)} : ${Math.round(baseline.cpuMicrosPerTurn.median)}`,
  ]);
  const head = ['Turns per second', 'Prome-Dify', 'Baseline', 'its turns', 'Share', 'Goal'];
  return table([[...head, 'CPU µs per turn'], ...lines]);
}

/** The audits as lines of a Markdown table. */
export function auditTable(name: string, results: readonly AuditResult[]): string {
  const lines = results.map(({ transfers, seconds, cpuSeconds, grownMiB }) => [
    `${name}, ${transfers.toLocaleString('en')} transfers`,
    seconds.toFixed(2),
    cpuSeconds.toFixed(2),
    Math.round(transfers / seconds).toLocaleString('en'),
    grownMiB.toFixed(0),
    transfers < 1_000_000 ? '' : `< ${AUDIT_GOAL_S} s${seconds < AUDIT_GOAL_S ? '' : ' MISSED'}`,
  ]);
  return table([
    ['Audit', 'seconds', 'of them CPU here', 'transfers per second', 'memory grown, MiB', 'Goal'],
    ...lines,
  ]);
}

function table([head = [], ...lines]: readonly (readonly string[])[]): string {
  const rule = head.map(() => '---');
  return [head, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

function whole({ median, least, most }: Spread): string {
  const [a, b, c] = [median, least, most].map((each) => Math.round(each).toLocaleString('en'));
  return `${a} (${b}–${c})`;
}

function shares({ median, least, most }: Spread): string {
  return `${median.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`;
}
