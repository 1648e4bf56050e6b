import { expect, test } from '../product';

/** One line of the table. */
export interface Line {
  readonly what: string;
  readonly figure: string;
  readonly goal: string;
  readonly met: boolean;
}

/** By this type the table finds its lines among the notes of a test. */
export const LINE = 'line of the table';

/** Something to measure against: below or above what, in which unit. */
export interface Goal {
  readonly below?: number;
  readonly atLeast?: number;
  readonly unit?: string;
  readonly digits?: number;
}

/** Puts a figure into the table, and fails the run in the end when it misses its goal. */
export function record(what: string, value: number, goal: Goal = {}): void {
  const { below = Infinity, atLeast = -Infinity, unit = '', digits = 0 } = goal;
  const met = value < below && value >= atLeast;
  const bounds = [below < Infinity ? `< ${below}` : '', atLeast > -Infinity ? `≥ ${atLeast}` : ''];
  const line: Line = {
    what,
    figure: `${value.toFixed(digits)} ${unit}`.trim(),
    goal: bounds.filter(Boolean).join(', ') || '–',
    met,
  };
  test.info().annotations.push({ type: LINE, description: JSON.stringify(line) });
  expect.soft(met, `${what}: ${line.figure}, wanted ${line.goal}`).toBe(true);
}
