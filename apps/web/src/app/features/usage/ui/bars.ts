import type { UsageSum, UsageSummaryAnswer } from '@prome-dify/contracts';
import { perLocale } from '../../../ui/locale';

const DAY_MS = 86_400_000;
const SHOWN_MAX = 12;
/** So many models have a colour of their own in the chart; the rest share one. */
const MODELS_MAX = 4;
const dayFormat = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' }),
);

/** One bar: what it is about, how many tokens, and how many of them for each of `Bars.models`. */
export interface Bar {
  readonly label: string;
  readonly tokens: number;
  readonly parts: readonly number[];
}

/** The bars of a summary, and the models that those of days consist of, dearest first. */
export interface Bars {
  readonly bars: readonly Bar[];
  readonly models: readonly string[];
}

/** The bars of a summary: each day, also without usage; the dearest models and conversations. */
export function barsOf({ by, from, to, sums }: UsageSummaryAnswer): Bars {
  if (by === 'day') return dayBars(Date.parse(from), Date.parse(to), sums);
  const bars = sums
    .filter(({ spent }) => spent > 0)
    .slice(0, SHOWN_MAX)
    .map(({ key, title, spent }) => ({
      label: by === 'model' ? (key ?? otherModel()) : (title ?? deletedConversation()),
      tokens: spent,
      parts: [],
    }));
  return { bars, models: [] };
}

function otherModel(): string {
  return $localize`:@@usage.other-model:Other`;
}

function deletedConversation(): string {
  return $localize`:@@usage.deleted-conversation:Deleted conversation`;
}

function dayBars(first: number, last: number, sums: readonly UsageSum[]): Bars {
  const named = dearest(sums);
  const byDay = new Map(sums.map((sum) => [sum.key, sum]));
  const days = Math.round((last - first) / DAY_MS) + 1;
  const bars = Array.from({ length: days }, (_, n) => {
    const day = new Date(first + n * DAY_MS);
    const { spent = 0, models = [] } = byDay.get(day.toISOString().slice(0, 10)) ?? {};
    const parts = named.map((name) => models.find(({ model }) => model === name)?.spent ?? 0);
    const rest = spent - parts.reduce((sum, part) => sum + part, 0);
    return { label: dayFormat().format(day), tokens: spent, parts: [...parts, rest] };
  });
  const hasRest = bars.some(({ parts }) => (parts.at(-1) ?? 0) > 0);
  return { bars, models: hasRest ? [...named, otherModel()] : named };
}

/** The models that most was spent on. */
function dearest(sums: readonly UsageSum[]): readonly string[] {
  const totals = new Map<string, number>();
  for (const { model, spent } of sums.flatMap(({ models = [] }) => models)) {
    if (model !== null) totals.set(model, (totals.get(model) ?? 0) + spent);
  }
  return [...totals]
    .sort(([, one], [, other]) => other - one)
    .slice(0, MODELS_MAX)
    .map(([model]) => model);
}
