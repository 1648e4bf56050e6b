import type { Turn } from '../data-access/thread-state';

/** A question with its answer, drawn as one group. Either may be missing at the edge of a page. */
export interface Exchange {
  readonly key: string;
  readonly question: Turn | null;
  readonly answer: Turn | null;
  /** Whether it was sent while we watched; then it gets the room to be read from its beginning. */
  readonly live: boolean;
}

/** Groups turns, so that every question has its answer with it. */
export function toExchanges(turns: readonly Turn[]): readonly Exchange[] {
  const exchanges: Exchange[] = [];
  for (const turn of turns) {
    const last = exchanges.at(-1);
    if (turn.role === 'user') {
      exchanges.push({ key: turn.key, question: turn, answer: null, live: isLive(turn) });
    } else if (last?.answer === null) {
      exchanges[exchanges.length - 1] = { ...last, answer: turn };
    } else {
      exchanges.push({ key: turn.key, question: null, answer: turn, live: false });
    }
  }
  return exchanges;
}

/** Turns from the history carry the API's ids, those of this page keys of our own. */
function isLive(turn: Turn): boolean {
  return turn.key.endsWith(':q');
}
