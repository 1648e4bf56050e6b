import type { ServerResponse } from 'node:http';
import type { MessageEvent } from '@nestjs/common';
import { encodeComment } from '@prome-dify/sse';
import { defer, finalize, Observable } from 'rxjs';
import type { SequencedEvent } from './generation/generation-log';
import { StreamWriter } from './stream-writer';

const HEARTBEAT_MS = 15_000;
const PING = 'ping';

/**
 * The events on their way to one reader, with a comment at once and one every 15 seconds. The
 * framework writes the first comment, and with it the head of the response, and the end; what is in
 * between goes to the response directly, because the framework's own writer takes longer for an
 * event than everything else here and cannot join what waits.
 */
export function writeEvents(
  response: ServerResponse,
  events: Observable<SequencedEvent>,
): Observable<MessageEvent> {
  return new Observable((subscriber) => {
    // One packet for the head and what is there already.
    response.cork();
    process.nextTick(() => response.uncork());
    subscriber.next({ comment: PING });
    const writer = new StreamWriter(response, () => subscriber.complete());
    const beat = setInterval(() => writer.beat(encodeComment(PING)), HEARTBEAT_MS);
    subscriber.add(() => {
      clearInterval(beat);
      writer.leave();
    });
    subscriber.add(
      events.subscribe({
        next: (event) => writer.add(event),
        error: (error) => subscriber.error(error),
        complete: () => writer.end(),
      }),
    );
  });
}

/** Calls `attach` when reading begins and what it returned when reading ends. */
export function attached<T>(events: Observable<T>, attach: () => () => void): Observable<T> {
  return defer(() => events.pipe(finalize(attach())));
}
