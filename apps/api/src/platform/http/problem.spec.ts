import type { ErrorCode } from '@prome-dify/contracts';
import { ERRORS } from '@prome-dify/contracts';
import { ProblemError } from './problem';

const CODES = Object.keys(ERRORS) as ErrorCode[];

describe('A problem', () => {
  it.each(CODES)('%s has the status and the words of the table', (code) => {
    const { status, title } = ERRORS[code];
    expect(new ProblemError(code).body('request 1')).toEqual({
      type: 'about:blank',
      title,
      status,
      detail: `${title}.`,
      code,
      instance: 'request 1',
      error: title,
    });
  });

  it('says more about itself when there is more to say', () => {
    const errors = [{ pointer: '/limit', message: 'must be a whole number' }];
    const details = { detail: 'Only whole numbers.', errors, retryAfter: 5 };
    const body = new ProblemError('validation_failed', details).body('1');
    expect(body).toMatchObject({ detail: 'Only whole numbers.', errors });
    expect(body).not.toHaveProperty('retryAfter');
  });

  it('is a refusal: every status of the table is one', () => {
    const statuses = CODES.map((code) => new ProblemError(code).status);
    expect(statuses.filter((status) => status < 400 || status > 599)).toEqual([]);
  });
});
