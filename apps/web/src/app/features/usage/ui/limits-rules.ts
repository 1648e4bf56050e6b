import { validate, type SchemaPathTree } from '@angular/forms/signals';
import { LIMITS, type SpendingLimits } from '@prome-dify/contracts';
import { formatCount } from '../../../ui/format-tokens';

/** What the form edits: `SpendingLimits` while they are being typed. Empty is no limit. */
export interface LimitsDraft {
  perAnswer: string;
  perDay: string;
}

/** The same limit that the API checks. */
const { spendingLimitMax: LIMIT_MAX } = LIMITS;

/** The draft of what is set already. */
export function draftOf({ perAnswer, perDay }: SpendingLimits): LimitsDraft {
  return { perAnswer: perAnswer?.toString() ?? '', perDay: perDay?.toString() ?? '' };
}

/** What a draft asks for; only for drafts that {@link limitsRules} let pass. */
export function limitsOf({ perAnswer, perDay }: LimitsDraft): SpendingLimits {
  return { perAnswer: limitOf(perAnswer), perDay: limitOf(perDay) };
}

/** What limits must look like; the same that the API checks. */
export function limitsRules(path: SchemaPathTree<LimitsDraft>): void {
  for (const field of [path.perAnswer, path.perDay])
    validate(field, ({ value }) => refusalOf(value()));
}

function refusalOf(text: string) {
  const limit = limitOf(text);
  if (limit === null || (limit >= 1 && limit <= LIMIT_MAX)) return null;
  return limit > LIMIT_MAX ? tooMuch() : notWhole();
}

/** `null` for no limit, `NaN` for what is no whole number: "1000", or "1,000" as this page writes it. */
function limitOf(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const number = Number(trimmed.replace(/\D/g, ''));
  return /^\d+$/.test(trimmed) || formatCount(number) === trimmed ? number : Number.NaN;
}

const notWhole = () => ({
  kind: 'whole',
  message: $localize`:@@limits.not-whole:Enter a whole number from 1, or nothing`,
});
const tooMuch = () => ({
  kind: 'much',
  message: $localize`:@@limits.too-much:Use at most ${formatCount(LIMIT_MAX)}:count:`,
});
