import { CircuitBreaker } from './breaker';

const SETTINGS = { failures: 3, windowMs: 30_000, openMs: 10_000 };

/** A breaker whose clock stands at `clock.now`. */
function breakerAt(clock: { now: number }): CircuitBreaker {
  return new CircuitBreaker(SETTINGS, () => clock.now);
}

function fail(breaker: CircuitBreaker, times: number): void {
  for (let turn = 0; turn < times; turn += 1) breaker.failed();
}

describe('CircuitBreaker', () => {
  it('opens after so many failures in a row, for a while', () => {
    const clock = { now: 5 };
    const breaker = breakerAt(clock);
    fail(breaker, 2);
    expect(breaker.restMs).toBe(0);
    breaker.failed();
    expect(breaker.restMs).toBe(10_000);
    clock.now += 9_999;
    expect(breaker.restMs).toBe(1);
    clock.now += 1;
    expect(breaker.restMs).toBe(0);
  });

  it('counts from the beginning after a success', () => {
    const breaker = breakerAt({ now: 0 });
    fail(breaker, 2);
    breaker.succeeded();
    fail(breaker, 2);
    expect(breaker.restMs).toBe(0);
  });

  it('forgets failures that are older than its window', () => {
    const clock = { now: 0 };
    const breaker = breakerAt(clock);
    fail(breaker, 2);
    clock.now = 30_000;
    breaker.failed();
    expect(breaker.restMs).toBe(0);
  });

  it('opens again at the first failure after the pause', () => {
    const clock = { now: 0 };
    const breaker = breakerAt(clock);
    fail(breaker, 3);
    clock.now = 10_000;
    breaker.failed();
    expect(breaker.restMs).toBe(10_000);
  });
});
