import type { ServerResponse } from 'node:http';
import { Observable } from 'rxjs';

/** Longer than the pause between two heartbeats, which every stream has. */
const STALLED_MS = 30_000;

/**
 * The same events, to a connection that is cut when its reader takes nothing for so long: neither
 * an event nor a heartbeat. It stays so when the events are over and not all of them are taken yet.
 */
export function cutWhenStalled<T>(
  { socket }: ServerResponse,
  events: Observable<T>,
  stalledMs = STALLED_MS,
): Observable<T> {
  return new Observable((subscriber) => {
    // Set here, for the framework takes it away when a stream begins. What waits in the process
    // does not count as activity, what the system takes from it does.
    socket?.setTimeout(stalledMs);
    return events.subscribe(subscriber);
  });
}
