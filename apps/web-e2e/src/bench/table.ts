import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { LINE, type Line } from './goal';

/** Prints what was measured as one table; what could not be measured is said with its error. */
export default class Table implements Reporter {
  private readonly lines: Line[] = [];

  onTestEnd({ title }: TestCase, { annotations, errors, status }: TestResult): void {
    const lines = annotations
      .filter(({ type }) => type === LINE)
      .map(({ description }) => JSON.parse(description ?? '') as Line);
    this.lines.push(...lines);
    // A goal that was missed is in the table; what else went wrong is not.
    const others = errors.filter(({ stack }) => !stack?.includes('bench/goal.ts'));
    for (const { stack = status } of others) process.stderr.write(`${title}: ${stack}\n`);
  }

  onEnd({ status }: FullResult): void {
    const rows = this.lines.map(({ what, figure, goal, met }) => [
      what,
      figure,
      goal,
      met ? 'yes' : 'NO',
    ]);
    const head = ['Client', 'Figure', 'Goal', 'Met'];
    const table = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
    process.stdout.write(`${table.join('\n')}\n\n${status}\n`);
  }

  printsToStdio(): boolean {
    return true;
  }
}
