import { parseRetryAfter, statusFailure } from './status';

const NOW = Date.parse('2026-01-01T00:00:00Z');

describe('parseRetryAfter', () => {
  it.each([
    ['0', 0],
    ['30', 30],
    ['86400', 600],
    ['99999999999999999999', 600],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
  ])('reads %j', (header, seconds) => {
    expect(parseRetryAfter(header, NOW)).toBe(seconds);
  });

  it.each([undefined, '', 'soon', 'NaN', 'Infinity'])('knows nothing from %j', (header) => {
    expect(parseRetryAfter(header, NOW)).toBeUndefined();
  });
});

describe('statusFailure', () => {
  it.each([
    [302, 'misconfigured'],
    [401, 'misconfigured'],
    [404, 'misconfigured'],
    [418, 'rejected'],
    [429, 'busy'],
    [500, 'upstream_failed'],
    [503, 'busy'],
    [504, 'upstream_timeout'],
    [599, 'upstream_failed'],
  ])('%d is %s', (status, kind) => {
    expect(statusFailure(status)).toMatchObject({ kind, status });
  });

  it('hands on how long the upstream wants to be left alone, at least a second', () => {
    expect(statusFailure(429, '20').toEvent()).toMatchObject({ retryAfter: 20 });
    expect(statusFailure(503, '0').toEvent()).toMatchObject({ retryAfter: 1 });
  });
});
