import { fromEvent, race, timer, type Observable } from 'rxjs';
import { backoffMs } from './backoff';

/** The pause before try `attempt` (from 1). It ends at once when the network comes back. */
export function retryPause(attempt: number): Observable<unknown> {
  return race(timer(backoffMs(attempt)), fromEvent(window, 'online'));
}
