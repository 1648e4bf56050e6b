import { perLocale } from './locale';

const grouped = perLocale((locale) => new Intl.NumberFormat(locale));

/** A token count for prose and tables: "1,000 tokens", "1 token". */
export function formatTokens(count: number): string {
  const number = formatCount(count);
  return Math.abs(count) === 1
    ? $localize`:@@ui.token:${number}:count: token`
    : $localize`:@@ui.tokens:${number}:count: tokens`;
}

/** The same without the unit: "1,000". */
export function formatCount(count: number): string {
  return grouped().format(count);
}
