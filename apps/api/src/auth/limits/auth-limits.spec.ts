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
    await limits.countFailure({ account, address }).catch(() => undefined);
  }
}

const rates = (RATE_LIMIT: boolean) => new RateLimits({ RATE_LIMIT }, new MemoryRateWindows());

describe('AuthLimits', () => {
  it('lets one stranger guess ten times a minute at an account', async () => {
    const limits = new AuthLimits(rates(true));
    await fail(limits, 9, 'a', HERE);
    expect(await outcome(() => limits.assertMayTry({ account: 'a', address: HERE }))).toBe('free');
    await fail(limits, 1, 'a', HERE);
    expect(await outcome(() => limits.assertMayTry({ account: 'a', address: HERE }))).toBe(
      'rate_limited',
    );
  });

  it('lets strangers from everywhere guess ten times a minute at an account', async () => {
    const limits = new AuthLimits(rates(true));
    for (let n = 0; n < 10; n += 1) await fail(limits, 1, 'a', `198.51.100.${n}`);
    expect(await outcome(() => limits.assertMayTry({ account: 'a', address: HERE }))).toBe(
      'rate_limited',
    );
    expect(await outcome(() => limits.assertMayTry({ account: 'b', address: HERE }))).toBe('free');
  });

  it('never locks the owner out of a known device for what strangers do, even beside it', async () => {
    const limits = new AuthLimits(rates(true));
    await fail(limits, 1000, 'a', HERE);
    const known = { account: 'a', address: HERE, device: 'phone' };
    expect(await outcome(() => limits.assertMayTry(known))).toBe('free');
  });

  it('lets each known device guess ten times a minute, and counts it for nobody else', async () => {
    const limits = new AuthLimits(rates(true));
    const phone = { account: 'a', address: HERE, device: 'phone' };
    for (let n = 0; n < 10; n += 1) await limits.countFailure(phone);
    expect(await outcome(() => limits.assertMayTry(phone))).toBe('rate_limited');
    const others = [
      { ...phone, device: 'tablet' },
      { ...phone, device: undefined },
    ];
    for (const other of others) {
      expect(await outcome(() => limits.assertMayTry(other))).toBe('free');
    }
  });

  it('lets one address guess thirty times a minute at all accounts together', async () => {
    const limits = new AuthLimits(rates(true));
    for (let n = 0; n < 29; n += 1)
      await limits.countFailure({ account: `account ${n}`, address: HERE });
    expect(await outcome(() => limits.assertMayTry({ account: 'new', address: HERE }))).toBe(
      'free',
    );
    await limits.countFailure({ account: 'account 29', address: HERE });
    expect(await outcome(() => limits.assertMayTry({ account: 'new', address: HERE }))).toBe(
      'rate_limited',
    );
    expect(await outcome(() => limits.assertMayTry({ account: 'new', address: THERE }))).toBe(
      'free',
    );
  });

  it('counts an IPv6 network as one address', async () => {
    const limits = new AuthLimits(rates(true));
    for (let n = 0; n < 30; n += 1)
      await limits.countFailure({ account: `account ${n}`, address: `2001:db8::${n + 1}` });
    expect(
      await outcome(() => limits.assertMayTry({ account: 'new', address: '2001:db8::ffff' })),
    ).toBe('rate_limited');
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
    expect(await outcome(() => limits.assertMayTry({ account: 'a', address: HERE }))).toBe('free');
  });
});
