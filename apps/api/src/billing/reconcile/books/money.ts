/** An amount in the smallest unit of its currency, as people write it: `9.99 USD`. */
export function money(amount: number, currency: string): string {
  return `${decimal(amount, currency)} ${currency.toUpperCase()}`;
}

/** The number alone, with as many decimals as the currency has. */
export function decimal(amount: number, currency: string): string {
  const digits = digitsOf(currency);
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return (amount / 10 ** digits).toLocaleString('en-US', options);
}

function digitsOf(currency: string): number {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}
