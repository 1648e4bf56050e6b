import { UpstreamFailure } from './failure';
import { retryDelay } from './retry';
import { statusFailure } from './status';

describe('retryDelay', () => {
  it('spreads the repetitions', () => {
    const failure = new UpstreamFailure('broken');
    expect(retryDelay(failure, 0)).toBe(100);
    expect(retryDelay(failure, 0.5)).toBe(200);
    expect(retryDelay(failure)).toBeLessThan(300);
  });

  it('waits as long as the upstream asks, when that is short', () => {
    expect(retryDelay(statusFailure(429, '2'), 0)).toBe(2_100);
    expect(retryDelay(statusFailure(503, '1'), 0)).toBe(1_100);
    expect(retryDelay(statusFailure(500, '0'), 0)).toBe(100);
  });

  it.each([
    ['a long wait', statusFailure(503, '3')],
    ['a limit without a wait', statusFailure(429)],
    ['an error of the server', statusFailure(500)],
    ['a refusal', statusFailure(400)],
    ['a silent upstream', new UpstreamFailure('slow_start')],
    ['an unreachable upstream', new UpstreamFailure('unreachable')],
  ])('does not repeat after %s', (_, failure) => {
    expect(retryDelay(failure)).toBeUndefined();
  });
});
