import { readProgress } from './progress';

describe('the progress of the reconciler', () => {
  it('is read as it was noted', () => {
    const progress = { undeliveredTo: 1, allTo: 2, dailyAt: 3 };
    expect(readProgress(JSON.stringify(progress))).toEqual(progress);
    expect(readProgress('{}')).toEqual({});
  });

  it.each(['', 'null', '[]', '{', '1', '{"allTo":"x"}', '{"allTo":-1}', '{"allTo":1.5}'])(
    'begins anew where %j was noted',
    (text) => {
      expect(readProgress(text).allTo).toBeUndefined();
    },
  );

  it('keeps what can be read beside what cannot', () => {
    expect(readProgress('{"allTo":null,"dailyAt":7}')).toEqual({ dailyAt: 7 });
  });
});
