/** @jest-environment node */
import { limitsAnswer } from '../limits.fixture';
import { spentPercent, spentWords } from './spent-today';

describe('what is spent today', () => {
  it.each([
    [null, 0, '0 tokens spent today'],
    [null, 1, '1 token spent today'],
    [500, 120, '120 of 500 tokens spent today'],
    [1, 1, '1 of 1 token spent today'],
    [10_000, 12_345, '12,345 of 10,000 tokens spent today'],
  ])('of a limit of %j, %i: %s', (perDay, spent, words) => {
    expect(spentWords(limitsAnswer({ perDay }, spent), 'Europe/Berlin')).toContain(`${words};`);
  });

  it.each([
    ['Europe/Berlin', '2030-07-02T00:00:00.000Z', '2 AM'],
    ['Europe/Berlin', '2030-01-02T00:00:00.000Z', '1 AM'],
    ['Asia/Kolkata', '2030-01-02T00:00:00.000Z', '5:30 AM'],
    ['America/New_York', '2030-01-02T00:00:00.000Z', '7 PM'],
    ['UTC', '2030-01-02T00:00:00.000Z', 'midnight'],
    ['Pacific/Fiji', '2030-07-02T00:00:00.000Z', 'noon'],
  ])('is forgotten in %s at %s, which there is %s', (timeZone, dayEndsAt, time) => {
    const words = spentWords(limitsAnswer({}, 0, dayEndsAt), timeZone);
    expect(words).toBe(`0 tokens spent today; the day ends at ${time}`);
  });

  it.each([
    [null, 120, null],
    [500, 0, 0],
    [500, 120, 24],
    [500, 900, 100],
  ])('fills of a limit of %j, %i: %j %%', (perDay, spent, percent) => {
    expect(spentPercent(limitsAnswer({ perDay }, spent))).toBe(percent);
  });
});
