import type { ModelEvent } from '../port';

/** Turns the packets of one response into events. Both methods throw an UpstreamFailure. */
export interface AnswerReader {
  /** Events of the next packet. */
  read(packet: Uint8Array): readonly ModelEvent[];
  /** Events of the end: the response is complete, or silent after its end was announced. */
  end(): readonly ModelEvent[];
  /** Whether the final event was given; no packet matters any more. */
  readonly finished: boolean;
  /** Whether the text is complete, so that only counts can follow. */
  readonly complete: boolean;
}
