import type { UsageOfModel, UsageSummaryAnswer } from '@prome-dify/contracts';
import { barsOf } from './bars';

const total = { changes: 1, spent: 1, added: 0 };

function days(...each: readonly (readonly UsageOfModel[])[]): UsageSummaryAnswer {
  const sums = each.map((models, n) => ({
    key: `2030-01-0${n + 1}`,
    title: null,
    changes: models.length,
    spent: models.reduce((sum, { spent }) => sum + spent, 0),
    added: 0,
    models,
  }));
  return { by: 'day', from: '2030-01-01', to: `2030-01-0${each.length}`, sums, total };
}

describe('the bars of days', () => {
  it('consist of the models, the dearest of all days first', () => {
    const { bars, models } = barsOf(
      days([{ model: 'a', spent: 5 }], [], [{ model: 'b', spent: 9 }]),
    );
    expect(models).toEqual(['b', 'a']);
    expect(bars.map(({ label, tokens, parts }) => [label, tokens, parts.slice(0, 2)])).toEqual([
      ['Jan 1', 5, [0, 5]],
      ['Jan 2', 0, [0, 0]],
      ['Jan 3', 9, [9, 0]],
    ]);
  });

  it('put together what is beyond four models, or of none', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const used = names.map((model, n) => ({ model, spent: 10 - n }));
    const { bars, models } = barsOf(days([...used, { model: null, spent: 2 }]));
    expect(models).toEqual(['a', 'b', 'c', 'd', 'Other']);
    expect(bars.map(({ tokens, parts }) => [tokens, parts])).toEqual([[47, [10, 9, 8, 7, 13]]]);
  });
});
