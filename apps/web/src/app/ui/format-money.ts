import { perLocale } from './locale';

/** Currencies without a smaller unit: their amounts are whole. */
const ZERO_DECIMAL = new Set(['bif', 'clp', 'djf', 'gnf', 'jpy', 'kmf', 'krw', 'mga', 'pyg']);

const inCurrency = perLocale(
  (locale) => (currency: string) => new Intl.NumberFormat(locale, { style: 'currency', currency }),
);

/** An amount in a currency's smallest unit, for people: `formatMoney(999, 'usd')` is "$9.99". */
export function formatMoney(amount: number, currency: string): string {
  const scale = ZERO_DECIMAL.has(currency.toLowerCase()) ? 1 : 100;
  return inCurrency()(currency).format(amount / scale);
}
