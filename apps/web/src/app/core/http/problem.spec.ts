/** @jest-environment node */
import { ERRORS, type ErrorCode } from '@prome-dify/contracts';
import fc from 'fast-check';
import { SEED } from '../seed.fixture';
import { Failure, failureOf } from './failure';
import { isErrorCode } from './failure-words';
import { failureOfAnswer } from './problem';

describe('a refusal', () => {
  it.each(Object.keys(ERRORS) as ErrorCode[])('%s is known by its code', (code) => {
    const failure = failureOfAnswer(ERRORS[code].status, { code }, null);
    expect([failure.code, failure.message]).toEqual([code, ERRORS[code].title]);
  });

  it('carries what the problem says', () => {
    const errors = [{ pointer: '/email', message: 'must be an address' }];
    const problem = { code: 'validation_failed', title: 'Not valid', instance: 'r-9', errors };
    expect(failureOfAnswer(400, problem, '3').facts).toEqual({
      status: 400,
      retryAfter: 3,
      fields: errors,
      requestId: 'r-9',
    });
  });

  it.each([
    [401, 'unauthorized'],
    [402, 'insufficient_tokens'],
    [404, 'not_found'],
    [429, 'rate_limited'],
    [502, 'unreachable'],
    [503, 'server_busy'],
    [504, 'unreachable'],
    [418, 'unexpected'],
    [500, 'unexpected'],
  ])('%i without a problem, as from a proxy, is %s', (status, code) => {
    for (const body of ['<h1>Oops</h1>', null, [], 7, {}, { code: 'made_up' }])
      expect(failureOfAnswer(status, body, null).code).toBe(code);
  });

  it.each([
    ['0', 0],
    ['1.2', 2],
    ['-1', undefined],
    ['soon', undefined],
    ['Infinity', undefined],
    [null, undefined],
  ])('with Retry-After %s waits %s seconds', (header, seconds) => {
    expect(failureOfAnswer(429, {}, header).facts.retryAfter).toBe(seconds);
  });

  it('keeps of the field errors only those that are some', () => {
    const good = { pointer: '/a', message: 'bad' };
    const errors = [good, null, 'x', { pointer: '/b' }, { pointer: 1, message: 'x' }, [good]];
    expect(failureOfAnswer(400, { errors }, null).facts.fields).toEqual([good]);
  });

  it(`is readable whatever came with it (seed ${SEED})`, () => {
    const body = fc.oneof(
      fc.anything(),
      fc.record({
        code: fc.anything(),
        title: fc.anything(),
        errors: fc.anything(),
        instance: fc.anything(),
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 599 }), body, fc.string(), (status, given, retry) => {
        const failure = failureOfAnswer(status, given, retry);
        expect(typeof failure.message === 'string' && failure.message !== '').toBe(true);
        expect(failure.facts.status).toBe(status);
        expect(failure.facts.retryAfter ?? 0).toBeGreaterThanOrEqual(0);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('takes no name of the language for a code', () => {
    expect(['toString', '__proto__', 'constructor', '', 7, null].filter(isErrorCode)).toEqual([]);
  });
});

describe('what was thrown', () => {
  it('stays what it is when it is a failure', () => {
    const failure = new Failure('gone', 'Gone');
    expect(failureOf(failure, false)).toBe(failure);
  });

  it.each<[string, unknown, boolean, string]>([
    ['a network error', new TypeError('fetch failed'), true, 'unreachable'],
    ['a network error without a network', new TypeError('fetch failed'), false, 'offline'],
    ['a fault of ours', new RangeError('oops'), true, 'unexpected'],
    ['no error at all', undefined, true, 'unexpected'],
  ])('%s becomes a failure', (_name, error, online, code) => {
    expect(failureOf(error, online)).toMatchObject({ name: 'Failure', code });
  });

  it('shows people nothing of the error’s own text', () => {
    expect(failureOf(new Error('SELECT secret'), true).message).toBe('Something went wrong');
  });
});
