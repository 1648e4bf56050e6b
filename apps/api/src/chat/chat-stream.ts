import type { MessageEvent } from '@nestjs/common';
import { defer, finalize, map, Observable } from 'rxjs';
import type { SequencedEvent } from './generation/generation-log';

const HEARTBEAT_MS = 15_000;
const PING: MessageEvent = { comment: 'ping' };

/** Events in the form of the framework, with a comment at once and one every 15 seconds. */
export function toMessages(events: Observable<SequencedEvent>): Observable<MessageEvent> {
  return new Observable((subscriber) => {
    const beat = setInterval(() => subscriber.next(PING), HEARTBEAT_MS);
    subscriber.add(() => clearInterval(beat));
    subscriber.next(PING);
    subscriber.add(events.pipe(map(toMessage)).subscribe(subscriber));
  });
}

/** Calls `attach` when reading begins and what it returned when reading ends. */
export function attached<T>(events: Observable<T>, attach: () => () => void): Observable<T> {
  return defer(() => events.pipe(finalize(attach())));
}

function toMessage({ id, event }: SequencedEvent): MessageEvent {
  return { id: String(id), type: event.event, data: event.data };
}
