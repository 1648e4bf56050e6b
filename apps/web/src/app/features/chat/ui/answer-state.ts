import type { LengthBound } from '@prome-dify/contracts';
import type { Turn } from '../data-access/thread-state';

const CUT_OFF: Readonly<Record<LengthBound, () => string>> = {
  model: () => $localize`:@@answer.cut-model:Cut off at the longest length`,
  balance: () => $localize`:@@answer.cut-balance:Cut off: the tokens ran out`,
  answer_limit: () => $localize`:@@answer.cut-answer-limit:Cut off at your limit for one answer`,
  daily_limit: () => $localize`:@@answer.cut-daily-limit:Cut off at your limit for today`,
};

/** How an answer ended, when that is worth a word. */
export function answerState({ status, cutOff, failure }: Turn): string {
  if (status === 'stopped') return $localize`:@@answer.stopped:Stopped`;
  if (status === 'interrupted') return $localize`:@@answer.interrupted:Interrupted`;
  if (status === 'failed' && !failure) return $localize`:@@answer.failed:Failed`;
  return cutOff ? CUT_OFF[cutOff]() : '';
}
