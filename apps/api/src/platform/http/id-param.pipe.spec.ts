import { SEED, tries } from '@prome-dify/testing/random';
import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { IdParam } from './id-param.pipe';
import { ProblemError } from './problem';

const pipe = new IdParam();

describe('An id in an address', () => {
  it('is a UUID, of whatever version', () => {
    const ids = fc.oneof(
      fc.uuid(),
      fc.constant(0).map(() => uuidv7()),
    );
    fc.assert(
      fc.property(ids, (id) => {
        expect(pipe.transform(id)).toBe(id);
      }),
      tries(),
    );
  });

  const good = uuidv7();
  it.each([
    ['', '1', 'undefined', 'null', '\0', '..', '../', '🙂', "'--", '*', 'NaN'],
    [` ${good}`, `${good}\n`, `{${good}}`, good.toUpperCase(), good.replaceAll('-', '')],
    [`${good}${good}`, 'a'.repeat(4096), '00000000-0000-0000-0000-000000000000'],
  ])('is none of %j, %j, %j …', (...values) => {
    for (const value of values) {
      expect(() => pipe.transform(value)).toThrow(ProblemError);
    }
  });

  it(`is nothing that people type by chance (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(() => pipe.transform(value)).toThrow(ProblemError);
      }),
      tries(),
    );
  });
});
