/** @jest-environment node */
import { backoffMs } from './backoff';

describe('the wait before a try', () => {
  it('doubles from half a second up to eight', () => {
    const waits = [1, 2, 3, 4, 5, 6, 60].map((attempt) => backoffMs(attempt, () => 0));
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
  });

  it('is up to a fifth shorter by chance, so that clients do not come back all at once', () => {
    expect([backoffMs(1, () => 0.5), backoffMs(1, () => 1)]).toEqual([450, 400]);
    const waits = new Set(Array.from({ length: 50 }, () => backoffMs(5)));
    expect(waits.size).toBeGreaterThan(10);
    for (const wait of waits) {
      expect(wait).toBeGreaterThanOrEqual(6_400);
      expect(wait).toBeLessThanOrEqual(8_000);
    }
  });
});
