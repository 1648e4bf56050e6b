import type { SpendingLimits, SpendingLimitsAnswer } from '@prome-dify/contracts';

/** What the API says about somebody's limits; none are set unless said, and nothing is spent. */
export function limitsAnswer(
  limits: Partial<SpendingLimits> = {},
  spentToday = 0,
  dayEndsAt = '2030-01-02T00:00:00.000Z',
): SpendingLimitsAnswer {
  return { limits: { perAnswer: null, perDay: null, ...limits }, spentToday, dayEndsAt };
}
