/** @jest-environment node */
import { formatMoney } from './format-money';
import { formatTime } from './format-time';
import { formatCount, formatTokens } from './format-tokens';
import { ICON_PATHS } from './icon-paths';

describe('tokens', () => {
  it.each([
    [0, '0 tokens'],
    [1, '1 token'],
    [-1, '-1 token'],
    [1_000, '1,000 tokens'],
    [1_234_567, '1,234,567 tokens'],
  ])('%i are "%s"', (count, words) => {
    expect(formatTokens(count)).toBe(words);
  });

  it('are counted without the unit for tables', () => {
    expect(formatCount(12_345)).toBe('12,345');
  });
});

describe('money', () => {
  it.each([
    [999, 'usd', '$9.99'],
    [5, 'USD', '$0.05'],
    [0, 'usd', '$0.00'],
    [123_456, 'eur', '€1,234.56'],
    [1_500, 'jpy', '¥1,500'],
    [1_500, 'KRW', '₩1,500'],
  ])('%i of the smallest unit of %s is %s', (amount, currency, words) => {
    expect(formatMoney(amount, currency)).toBe(words);
  });
});

describe('time', () => {
  it('is that of this person’s clock', () => {
    const noon = new Date(2030, 0, 5, 13, 7);
    expect(formatTime(noon.toISOString()).replace(/\s/g, ' ')).toBe('Jan 5, 2030, 1:07 PM');
  });
});

it('every icon is one path that begins somewhere', () => {
  for (const path of Object.values(ICON_PATHS)) expect(path).toMatch(/^M-?\d/);
});
