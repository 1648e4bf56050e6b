import type { LengthBound } from '@prome-dify/contracts';
import type { Turn } from '../data-access/thread-state';

const CUT_OFF: Readonly<Record<LengthBound, string>> = {
  model: 'Cut off at the longest length',
  balance: 'Cut off: the tokens ran out',
  answer_limit: 'Cut off at your limit for one answer',
  daily_limit: 'Cut off at your limit for today',
};

/** How an answer ended, when that is worth a word. */
export function answerState({ status, cutOff, failure }: Turn): string {
  if (status === 'stopped') return 'Stopped';
  if (status === 'interrupted') return 'Interrupted';
  if (status === 'failed' && !failure) return 'Failed';
  return cutOff ? CUT_OFF[cutOff] : '';
}
