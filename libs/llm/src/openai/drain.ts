import type { ModelEvent, TokenUsage } from '../port';
import type { AnswerReader } from '../upstream/answer-reader';
import type { Exchange } from '../upstream/exchange';
import { nextEvents } from '../upstream/next-events';

/** An answer that nobody waits for any more, in the middle of being read. */
export interface Abandoned {
  readonly exchange: Exchange;
  readonly reader: AnswerReader;
  /** What is being read now. */
  readonly reading: Promise<readonly ModelEvent[]>;
}

/** Reads an abandoned answer on for at most `drainMs`, and answers its figures, if there are any. */
export async function drain(
  { exchange, reader, reading }: Abandoned,
  drainMs: number,
): Promise<TokenUsage | undefined> {
  const timer = setTimeout(() => exchange.close(), drainMs);
  let usage: TokenUsage | undefined;
  try {
    let events = await reading;
    for (;;) {
      for (const event of events) if (event.t === 'usage') usage = event.usage;
      if (reader.finished) break;
      events = await nextEvents(exchange, reader);
    }
    exchange.release();
  } catch {
    // A connection that broke, or that was silent for long, tells nothing more.
    exchange.close();
  } finally {
    clearTimeout(timer);
  }
  return usage;
}
