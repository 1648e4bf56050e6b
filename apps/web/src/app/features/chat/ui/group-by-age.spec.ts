/** @jest-environment node */
import fc from 'fast-check';
import { SEED } from '../../../core/seed.fixture';
import { groupByAge } from './group-by-age';

const NOW = new Date(2030, 4, 15, 9, 30);
const row = (id: string, ...when: [number, number, number, number?, number?]) => ({
  id,
  updatedAt: new Date(...(when as [number, number, number])).toISOString(),
});
const daysAgo = (days: number, hour = 12) => ({
  id: `${days}`,
  updatedAt: new Date(2030, 4, 15 - days, hour).toISOString(),
});
const groups = (rows: readonly { id: string; updatedAt: string }[]) =>
  groupByAge(rows, NOW).map(({ label, rows: inside }) => [label, inside.map(({ id }) => id)]);

describe('conversations by age', () => {
  it('are grouped by calendar days, not by hours', () => {
    expect(groups([daysAgo(0, 0), daysAgo(1, 23), daysAgo(1, 0)])).toEqual([
      ['Today', ['0']],
      ['Yesterday', ['1', '1']],
    ]);
  });

  it.each([
    [0, 'Today'],
    [1, 'Yesterday'],
    [2, 'Previous 7 days'],
    [7, 'Previous 7 days'],
    [8, 'Previous 30 days'],
    [30, 'Previous 30 days'],
    [31, 'Older'],
    [4_000, 'Older'],
  ])('of %i days ago are under %s', (days, label) => {
    expect(groups([daysAgo(days)])).toEqual([[label, [`${days}`]]]);
  });

  it('are of today when a clock runs ahead', () => {
    expect(groups([daysAgo(-1)])).toEqual([['Today', ['-1']]]);
  });

  it('are counted rightly where a day has 23 hours', () => {
    const rows = [row('a', 2030, 2, 31, 0, 30), row('b', 2030, 2, 30, 23, 30)];
    const day = new Date(2030, 3, 1, 0, 30);
    expect(groupByAge(rows, day).map(({ label }) => label)).toEqual([
      'Yesterday',
      'Previous 7 days',
    ]);
  });

  it('are not there where there are none', () => {
    expect(groupByAge([], NOW)).toEqual([]);
  });

  it(`are each in one group, in the order given (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { maxLength: 30 }), (ages) => {
        const rows = [...ages].sort((a, b) => a - b).map((days) => daysAgo(days));
        expect(groupByAge(rows, NOW).flatMap((group) => group.rows)).toEqual(rows);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});
