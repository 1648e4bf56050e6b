import { ProblemError } from '../../platform/http';
import { MemoryRateWindows, RateLimits } from '../../platform/limits';
import { AuthLimits } from './auth-limits';

const HERE = '203.0.113.7';
const THERE = '198.51.100.9';

async function outcome(act: () => Promise<void>): Promise<string> {
  try {
    await act();
    return 'free';
  } catch (error) {
    const { code, details } = error as ProblemError;
    return details.retryAfter && details.retryAfter > 0 ? code : 'no retry-after';
  }
}

async function fail(limits: AuthLimits, times: number, account: string, address: string) {
  for (let n = 0; n < times; n += 1) {
    await limits.countFailure(account, address).catch(() => undefined);
  }
}

const rates = (RATE_LIMIT: boolean) => new RateLimits({ RATE_LIMIT }, new MemoryRateWindows());

describe('AuthLimits', () => {
  it('lets one address guess ten times a minute at an account', async () => {
    const limits = new AuthLimits(rates(true));
    await fail(limits, 9, 'a', HERE);
    expect(await outcome(() => limits.assertMayTry('a', HERE))).toBe('free');
    await fail(limits, 1, 'a', HERE);
    expect(await outcome(() => limits.assertMayTry('a', HERE))).toBe('rate_limited');
  });

  it('never locks the owner out for what somebody does elsewhere', async () => {
    const limits = new AuthLimits(rates(true));
    await fail(limits, 1000, 'a', THERE);
    expect(await outcome(() => limits.assertMayTry('a', HERE))).toBe('free');
  });

  it('lets one address guess thirty times a minute at all accounts together', async () => {
    const limits = new AuthLimits(rates(true));
    for (let n = 0; n < 29; n += 1) await limits.countFailure(`account ${n}`, HERE);
    expect(await outcome(() => limits.assertMayTry('new', HERE))).toBe('free');
    await limits.countFailure('account 29', HERE);
    expect(await outcome(() => limits.assertMayTry('new', HERE))).toBe('rate_limited');
    expect(await outcome(() => limits.assertMayTry('new', THERE))).toBe('free');
  });

  it('counts an IPv6 network as one address', async () => {
    const limits = new AuthLimits(rates(true));
    for (let n = 0; n < 30; n += 1) await limits.countFailure(`account ${n}`, `2001:db8::${n + 1}`);
    expect(await outcome(() => limits.assertMayTry('new', '2001:db8::ffff'))).toBe('rate_limited');
  });

  it('lets one address register twenty times an hour', async () => {
    const limits = new AuthLimits(rates(true));
    const outcomes = await Promise.all(
      Array.from({ length: 21 }, () => outcome(() => limits.countSignUp(HERE))),
    );
    expect(outcomes.filter((each) => each === 'free')).toHaveLength(20);
    expect(outcomes.at(-1)).toBe('rate_limited');
    expect(await outcome(() => limits.countSignUp(THERE))).toBe('free');
  });

  it('stops nobody when it is off', async () => {
    const limits = new AuthLimits(rates(false));
    await fail(limits, 100, 'a', HERE);
    for (let n = 0; n < 100; n += 1) await limits.countSignUp(HERE);
    expect(await outcome(() => limits.assertMayTry('a', HERE))).toBe('free');
  });
});
