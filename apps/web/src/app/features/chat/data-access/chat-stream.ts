import {
  GENERATION_ID_HEADER,
  IDEMPOTENCY_KEY_HEADER,
  type ChatEvent,
  type ChatRequest,
} from '@prome-dify/contracts';
import {
  EMPTY,
  catchError,
  concat,
  defer,
  mergeMap,
  of,
  switchMap,
  takeWhile,
  throwError,
  type Observable,
} from 'rxjs';
import { failureOf } from '../../../core/http/failure';
import { eventSource, type SourceItem } from '../../../core/stream/event-source';
import { isTerminal, readChatEvent } from './chat-event';
import { StreamCursor } from './stream-cursor';

/** What an answer's stream tells its reader: the API's events, and how the connection fares. */
export type StreamItem =
  | { readonly kind: 'accepted'; readonly generationId: string | null }
  | { readonly kind: 'event'; readonly event: ChatEvent }
  | { readonly kind: 'reconnecting' };

/** What the stream client needs of the world around it. */
export interface StreamPort {
  request(url: string, init: RequestInit): Promise<Response>;
  /** Emits when try `attempt` (from 1) to reconnect is due. */
  wait(attempt: number): Observable<unknown>;
}

/**
 * Sends a message and reads its answer. The POST is made once; when the connection breaks after it
 * was accepted, the answer is resumed by GET. Completes after `done` or `error`; fails with a
 * `Failure` when the message was refused or the answer cannot be reached any more.
 */
export function sendMessage(
  port: StreamPort,
  body: ChatRequest,
  key: string,
): Observable<StreamItem> {
  const headers = { 'content-type': 'application/json', [IDEMPOTENCY_KEY_HEADER]: key };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  return defer(() => {
    const source = eventSource((signal) => port.request('/api/chat', { ...init, signal }));
    return follow(port, source, new StreamCursor(null));
  });
}

/** Reads a running answer from its first event, as after a reload. Fails like {@link sendMessage}. */
export function attachToAnswer(port: StreamPort, generationId: string): Observable<StreamItem> {
  return defer(() => {
    const cursor = new StreamCursor(generationId);
    return follow(port, resume(port, cursor), cursor);
  });
}

/** Reads a connection to its end, and where it breaks goes on with another one. */
function follow(
  port: StreamPort,
  source: Observable<SourceItem>,
  cursor: StreamCursor,
): Observable<StreamItem> {
  return concat(
    source,
    defer(() => throwError(() => new TypeError('The stream was cut'))),
  ).pipe(
    mergeMap((item) => readItem(item, cursor)),
    takeWhile((item) => item.kind !== 'event' || !isTerminal(item.event), true),
    catchError((error: unknown) =>
      cursor.mayResume(error) ? reconnect(port, cursor) : throwError(() => failureOf(error)),
    ),
  );
}

function reconnect(port: StreamPort, cursor: StreamCursor): Observable<StreamItem> {
  const again = port
    .wait(cursor.nextAttempt())
    .pipe(switchMap(() => follow(port, resume(port, cursor), cursor)));
  return concat(of<StreamItem>({ kind: 'reconnecting' }), again);
}

function resume(port: StreamPort, cursor: StreamCursor): Observable<SourceItem> {
  return eventSource((signal) =>
    port.request(cursor.address(), { signal, headers: cursor.headers() }),
  );
}

function readItem(item: SourceItem, cursor: StreamCursor): Observable<StreamItem> {
  if (item.kind === 'open') {
    const generationId = cursor.opened(item.headers.get(GENERATION_ID_HEADER));
    return of({ kind: 'accepted', generationId });
  }
  const event = readChatEvent(item.event);
  return event && cursor.isNew(item.event.id) ? of({ kind: 'event', event }) : EMPTY;
}
