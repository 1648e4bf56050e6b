import fc from 'fast-check';
import { SEED } from '../../../core/seed.fixture';
import { draftOf, limitsOf } from './limits-rules';

const limit = fc.option(fc.integer({ min: 1, max: 1_000_000_000_000 }));

describe('limits as they are typed', () => {
  it(`mean what was set (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.record({ perAnswer: limit, perDay: limit }), (limits) => {
        expect(limitsOf(draftOf(limits))).toEqual(limits);
      }),
      { seed: SEED },
    );
  });

  it.each([
    ['', null],
    ['   ', null],
    ['60', 60],
    [' 60 ', 60],
    ['1,000', 1_000],
    ['12,345,678', 12_345_678],
    ['007', 7],
  ])('%j are %j', (text, perDay) => {
    expect(limitsOf({ perAnswer: '', perDay: text })).toEqual({ perAnswer: null, perDay });
  });

  it.each(['1.000', '1,5', '-5', '1,00', 'a lot'])('%j is no limit in English', (perDay) => {
    expect(limitsOf({ perAnswer: '', perDay }).perDay).toBeNaN();
  });

  it('are grouped as the language of the page groups them', () => {
    $localize.locale = 'de';
    expect(limitsOf({ perAnswer: '1.000', perDay: '1,000' })).toEqual({
      perAnswer: 1_000,
      perDay: Number.NaN,
    });
    delete $localize.locale;
  });
});
