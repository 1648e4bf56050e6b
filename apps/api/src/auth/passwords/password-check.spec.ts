import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { MemoryRateWindows, RateLimits } from '../../platform/limits';
import { DeviceTokens } from '../devices/device-tokens';
import { AuthLimits } from '../limits/auth-limits';
import { SigningKeys } from '../tokens/signing-keys';
import { PasswordCheck } from './password-check';
import { Passwords } from './passwords';

const address = '203.0.113.7';
const account = 'user@example.com';

const rates = (RATE_LIMIT: boolean) => new RateLimits({ RATE_LIMIT }, new MemoryRateWindows());

describe('PasswordCheck', () => {
  const passwords = new Passwords();
  const devices = new DeviceTokens(new SigningKeys('the secret of this specification'));
  let owner: { id: string; deviceEpoch: number; passwordHash: string };

  beforeAll(async () => {
    Logger.overrideLogger(false);
    owner = { id: 'user', deviceEpoch: 0, passwordHash: await passwords.hash('password123') };
  });

  const attempt = (check: PasswordCheck, password: string, who: typeof owner | undefined = owner) =>
    check.assertRight({ account, address, password }, who).then(
      () => 'right',
      (error: { code: string }) => error.code,
    );
  const newCheck = () => new PasswordCheck(passwords, new AuthLimits(rates(true)), devices);

  it('tells no more than ten results a minute, however many tries come at once', async () => {
    const check = newCheck();
    const tries = Array.from({ length: 40 }, (_, n) => attempt(check, `guess ${n}`));
    const results = await Promise.all(tries);
    expect(results.filter((result) => result === 'invalid_credentials')).toHaveLength(10);
    expect(results.filter((result) => result === 'rate_limited')).toHaveLength(30);
    expect(await attempt(check, 'password123')).toBe('rate_limited');
  });

  it('does no work for tries that may not learn their result', async () => {
    const written = jest.spyOn(Logger.prototype, 'warn');
    const check = newCheck();
    await Promise.all(Array.from({ length: 40 }, (_, n) => attempt(check, `guess ${n}`)));
    // Two are checked at once: when the tenth is counted, one more has begun.
    expect(written.mock.calls.length).toBeGreaterThanOrEqual(10);
    expect(written.mock.calls.length).toBeLessThanOrEqual(11);
    written.mockRestore();
  });

  it('counts no successes', async () => {
    const check = newCheck();
    const results = await Promise.all(
      Array.from({ length: 15 }, () => attempt(check, 'password123')),
    );
    expect(new Set(results)).toEqual(new Set(['right']));
  });

  it('refuses an unknown account in the same words and counts it alike', async () => {
    const check = newCheck();
    const unknown = { account: 'nobody@example.com', address, password: 'password123' };
    for (let n = 0; n < 10; n += 1) {
      await expect(check.assertRight(unknown, undefined)).rejects.toMatchObject({
        code: 'invalid_credentials',
      });
    }
    await expect(check.assertRight(unknown, undefined)).rejects.toMatchObject({
      code: 'rate_limited',
    });
  });
});
