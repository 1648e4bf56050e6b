import { ProblemError } from '../../platform/http';
import { MemoryRateWindows, RateLimits } from '../../platform/limits';
import { MailLimits } from './mail-limits';

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

const times = <T>(count: number, act: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => act(n)));

const rates = (RATE_LIMIT: boolean) => new RateLimits({ RATE_LIMIT }, new MemoryRateWindows());

describe('MailLimits', () => {
  it('lets one address ask for twenty mails an hour', async () => {
    const limits = new MailLimits(rates(true));
    const outcomes = await times(21, () => outcome(() => limits.countRequest(HERE)));
    expect(outcomes.filter((each) => each === 'free')).toHaveLength(20);
    expect(outcomes.at(-1)).toBe('rate_limited');
    expect(await outcome(() => limits.countRequest(THERE))).toBe('free');
  });

  it('sends five mails an hour to one account, whoever asks', async () => {
    const limits = new MailLimits(rates(true));
    expect(await times(6, () => limits.mayMail('a'))).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(await limits.mayMail('b')).toBe(true);
  });

  it('tells the owner who asks too often', async () => {
    const limits = new MailLimits(rates(true));
    const outcomes = await times(6, () => outcome(() => limits.countOwnMail('a')));
    expect(outcomes).toEqual([...Array<string>(5).fill('free'), 'rate_limited']);
  });

  it('lets one address try thirty links a minute that do not work', async () => {
    const limits = new MailLimits(rates(true));
    await times(29, () => limits.countFailure(HERE));
    expect(await outcome(() => limits.assertMayTry(HERE))).toBe('free');
    await limits.countFailure(HERE);
    expect(await outcome(() => limits.assertMayTry(HERE))).toBe('rate_limited');
    expect(await outcome(() => limits.assertMayTry(THERE))).toBe('free');
  });

  it('stops nobody when it is off', async () => {
    const limits = new MailLimits(rates(false));
    await times(50, () => limits.countFailure(HERE));
    const all = await times(50, () =>
      outcome(async () => {
        await limits.countRequest(HERE);
        await limits.countOwnMail('a');
        await limits.assertMayTry(HERE);
        if (!(await limits.mayMail('a'))) throw new Error('stopped');
      }),
    );
    expect(new Set(all)).toEqual(new Set(['free']));
  });
});
