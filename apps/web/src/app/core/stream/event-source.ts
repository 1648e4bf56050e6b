import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { Observable } from 'rxjs';
import { failureOfAnswer } from '../http/problem';

/** `open` comes once, with the answer's headers; then one `event` for each that arrives. */
export type SourceItem =
  | { readonly kind: 'open'; readonly headers: Headers }
  | { readonly kind: 'event'; readonly event: EventSourceMessage };

/** Without a byte for so long (the server's heartbeat comes every 15 s) the connection is dead. */
const SILENCE_MS = 40_000;

/**
 * So long nothing is read after a chunk that had to be waited for. Nobody sees the difference, for
 * the screen is drawn less often, and what arrives meanwhile is read in one go.
 */
const PAUSE_MS = 40;

/** A chunk read faster was there already: others may be, one by one in some browsers. */
const THERE_MS = 2;

/**
 * An event stream as an Observable. It completes when the server ends it, and fails with a `Failure`
 * for a refusal or with a `TypeError` when the connection breaks. Unsubscribing aborts the request.
 */
export function eventSource(
  request: (signal: AbortSignal) => Promise<Response>,
): Observable<SourceItem> {
  return new Observable((subscriber) => {
    const abort = new AbortController();
    const receive = (item: SourceItem): void => subscriber.next(item);
    request(abort.signal)
      .then((response) => read(response, abort, receive))
      .then(
        () => subscriber.complete(),
        (error: unknown) => subscriber.error(error),
      );
    return () => abort.abort();
  });
}

async function read(
  response: Response,
  abort: AbortController,
  receive: (item: SourceItem) => void,
): Promise<void> {
  if (!isEventStream(response)) throw await refusal(response);
  receive({ kind: 'open', headers: response.headers });
  const parser = createParser({ onEvent: (event) => receive({ kind: 'event', event }) });
  const decoder = new TextDecoder();
  for await (const chunk of chunks(response, abort)) {
    parser.feed(decoder.decode(chunk, { stream: true }));
  }
}

async function* chunks(response: Response, abort: AbortController): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return;
  for (;;) {
    const asked = performance.now();
    const { done, value } = await withinSilence(reader.read(), abort);
    if (done) return;
    const waited = performance.now() - asked >= THERE_MS;
    yield value;
    if (waited) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** Fails as the network does when nothing arrives for {@link SILENCE_MS}. */
function withinSilence<T>(next: Promise<T>, abort: AbortController): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      abort.abort();
      reject(new TypeError('The connection fell silent'));
    }, SILENCE_MS);
    next.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function isEventStream(response: Response): boolean {
  return (
    response.ok && (response.headers.get('content-type') ?? '').startsWith('text/event-stream')
  );
}

async function refusal(response: Response): Promise<Error> {
  const body: unknown = await response.json().catch(() => null);
  return failureOfAnswer(response.status, body, response.headers.get('retry-after'));
}
