import type { TokenUsage } from '@prome-dify/llm';
import type { Delivered } from './billable-usage';
import { billableUsage, promptTokensOf } from './billable-usage';

const count = (text: string): number => text.split(' ').length;

function usage(inputUncached: number, output: number, cacheRead = 0): TokenUsage {
  return { inputUncached, cacheRead, cacheWrite: 0, output };
}

const nothing = { usage: usage(0, 0), source: 'estimated' };
const counted = { usage: usage(10, 2), source: 'estimated' };
const provided = (reported: TokenUsage) => ({ usage: reported, source: 'provider' });
const cached = usage(4, 3, 6);

const prompt = { inputUncached: 3, cacheRead: 40, cacheWrite: 5 };
const halfCounted = { usage: { ...prompt, output: 2 }, source: 'estimated' };

/** What was delivered, under which status, with which figures of the provider, and its bill. */
const CASES: readonly (readonly [string, Partial<Delivered>, object])[] = [
  ['figures count', { reported: usage(12, 5) }, provided(usage(12, 5))],
  ['figures with a cached part count', { reported: cached }, provided(cached)],
  ['figures of a stopped answer count', { status: 'stopped', reported: cached }, provided(cached)],
  ['no figures: we count', {}, counted],
  ['no figures, stopped: we count', { status: 'stopped' }, counted],
  ['no figures, failed after text: we count', { status: 'failed' }, counted],
  ['crashed after text: we count', { status: 'interrupted' }, counted],
  ['figures that deny the text are not believed', { reported: usage(0, 0) }, counted],
  ['figures of the prompt alone are not believed', { reported: usage(12, 0) }, counted],
  ['figures of the prompt, and no others: we count the words', { prompt }, halfCounted],
  ['the same, stopped', { prompt, status: 'stopped' }, halfCounted],
  ['the same, failed after text', { prompt, status: 'failed' }, halfCounted],
  [
    'figures of all stand above those of the prompt',
    { prompt, reported: cached },
    provided(cached),
  ],
  ['figures of the prompt and no text: free', { prompt, text: '', status: 'stopped' }, nothing],
  ['no text, no figures: free', { text: '' }, nothing],
  ['stopped before any text: free', { text: '', status: 'stopped' }, nothing],
  ['failed before any text: free', { text: '', status: 'failed' }, nothing],
  ['crashed before any text: free', { text: '', status: 'interrupted' }, nothing],
  [
    'failed before any text: free whatever the provider says',
    { text: '', status: 'failed', reported: usage(12, 5) },
    nothing,
  ],
  [
    'an empty answer costs its prompt',
    { text: '', reported: usage(12, 0) },
    provided(usage(12, 0)),
  ],
  [
    'an explicit zero for an empty answer',
    { text: '', reported: usage(0, 0) },
    provided(usage(0, 0)),
  ],
];

describe('billableUsage', () => {
  it.each(CASES)('%s', (_, delivered, bill) => {
    const whole = {
      text: 'two words',
      promptTokens: 10,
      status: 'complete',
      ...delivered,
    } as const;
    expect(billableUsage(whole, count)).toEqual(bill);
  });
});

describe('promptTokensOf', () => {
  it('adds all classes of the prompt and nothing of the answer', () => {
    expect(promptTokensOf({ inputUncached: 1, cacheRead: 20, cacheWrite: 300, output: 4000 })).toBe(
      321,
    );
  });
});
