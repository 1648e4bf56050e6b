import type { ThreadState } from '../data-access/thread-state';

/** What a screen reader is told of a conversation: where an answer begins and how it ends, not its words. */
export function announcementOf({ phase, turns }: ThreadState): string {
  if (phase === 'reconnecting')
    return $localize`:@@announce.reconnecting:Connection lost, reconnecting…`;
  if (phase === 'stopping') return $localize`:@@announce.stopping:Stopping…`;
  if (phase !== 'idle') return $localize`:@@announce.generating:Generating…`;
  const last = turns.at(-1);
  if (last?.role !== 'assistant' || !last.key.endsWith(':a')) return '';
  if (last.status === 'stopped') return $localize`:@@announce.stopped:Answer stopped`;
  return last.status === 'complete' ? $localize`:@@announce.complete:Answer complete` : '';
}
