import type { Comparison } from './compare-books';
import { decimal } from './money';
import type { Sums } from './totals';

type Row = readonly [label: string, here: string, there: string, difference: string];

const NOTHING: Sums = { payments: 0, paid: 0, refunded: 0, disputed: 0 };
const GAP = '   ';

/** Both books side by side, every difference, and the result, as text of several lines. */
export function booksTable({ totals, differences, others }: Comparison): string {
  const { here, there, tokens } = totals;
  const currencies = [...new Set([...here.keys(), ...there.keys()])].toSorted();
  const rows = currencies.flatMap((currency) =>
    rowsOf(currency, here.get(currency) ?? NOTHING, there.get(currency) ?? NOTHING),
  );
  const lines = [
    ...columns([['', 'here', 'Stripe', 'difference'], ...rows]),
    '',
    ...columns([
      ['', 'posted', 'due', 'difference'],
      row('tokens', tokens.posted, tokens.wanted, whole),
    ]),
    ...(others > 0 ? ['', `${others} payments name no order of ours and are left out.`] : []),
    '',
    ...differences.map(({ invariant, subject, problem }) => `${invariant}  ${subject}: ${problem}`),
    differences.length === 0
      ? 'Both books agree.'
      : `The books do NOT agree: ${differences.length} differences.`,
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function rowsOf(currency: string, here: Sums, there: Sums): Row[] {
  const unit = currency.toUpperCase();
  const amount = (value: number) => decimal(value, currency);
  return [
    row(`payments in ${unit}`, here.payments, there.payments, whole),
    row(`paid, ${unit}`, here.paid, there.paid, amount),
    row(`refunded, ${unit}`, here.refunded, there.refunded, amount),
    row(`disputed, ${unit}`, here.disputed, there.disputed, amount),
  ];
}

function row(label: string, here: number, there: number, text: (value: number) => string): Row {
  return [label, text(here), text(there), text(here - there)];
}

function whole(value: number): string {
  return value.toLocaleString('en-US');
}

/** The first column to the left, numbers to the right. */
function columns(rows: readonly Row[]): string[] {
  const widths = [0, 1, 2, 3].map((at) => Math.max(...rows.map((cells) => cells[at]?.length ?? 0)));
  return rows.map((cells) =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join(GAP),
  );
}
