import type { IncomingHttpHeaders } from 'node:http';

/** One request that reached a scripted server. Times are in ms since the epoch. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON body; `undefined` where there was none. */
  readonly body: unknown;
  readonly at: number;
  /** Whether the connection was closed before the answer was complete. */
  readonly aborted: boolean;
  /** When the answer was complete or the connection closed; `undefined` until then. */
  readonly closedAt: number | undefined;
  /** Resolves at `closedAt`. */
  readonly closed: Promise<void>;
}

/** The server's side of a recorded request: the same, to be written. */
export interface OpenRecord extends RecordedRequest {
  aborted: boolean;
  closedAt: number | undefined;
}
