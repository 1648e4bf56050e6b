import type { ServerResponse } from 'node:http';
import { Logger } from '@nestjs/common';
import { Observable } from 'rxjs';

/** Longer than the pause between two heartbeats, which every stream has. */
const STALLED_MS = 20_000;

const logger = new Logger('Streams');
const warn = () => logger.warn('a reader that takes nothing is cut');

/**
 * The same events, to a connection that is cut when its reader takes nothing for so long: neither
 * an event nor a heartbeat; twice as long when the system took a part of the last. It stays so when
 * the events are over and not all of them are taken yet.
 */
export function cutWhenStalled<T>(
  response: ServerResponse,
  events: Observable<T>,
  stalledMs = STALLED_MS,
): Observable<T> {
  return new Observable((subscriber) => {
    // Set here, for the framework takes it away when a stream begins. What waits in the process
    // does not count as activity, what the system takes from it does.
    const { socket } = response;
    socket?.setTimeout(stalledMs).on('timeout', warn);
    response.once('close', () => socket?.off('timeout', warn));
    return events.subscribe(subscriber);
  });
}
