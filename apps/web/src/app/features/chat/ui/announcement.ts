import type { ThreadState } from '../data-access/thread-state';

/** What a screen reader is told of a conversation: where an answer begins and how it ends, not its words. */
export function announcementOf({ phase, turns }: ThreadState): string {
  if (phase === 'reconnecting') return 'Connection lost, reconnecting…';
  if (phase === 'stopping') return 'Stopping…';
  if (phase !== 'idle') return 'Generating…';
  const last = turns.at(-1);
  if (last?.role !== 'assistant' || !last.key.endsWith(':a')) return '';
  if (last.status === 'stopped') return 'Answer stopped';
  return last.status === 'complete' ? 'Answer complete' : '';
}
