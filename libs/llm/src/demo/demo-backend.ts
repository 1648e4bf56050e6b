import type { ModelBackend, ModelEvent, ModelRequest } from '../port';
import { warmUpTokenizer } from '../tokens/estimate';
import { paced } from './pace';
import { fitPieces, toPieces } from './pieces';
import { replyTo } from './replies/reply';

export interface DemoSettings {
  /** Chooses among answers that are made up; the same seed answers the same. */
  readonly seed?: string;
  /** How many times faster than usual it writes. */
  readonly speed?: number;
}

/**
 * The model of an installation without one: honest about what it is, useful for trying everything
 * out, always there. It keeps the rules of every back end, down to the limit and the usage.
 */
export class DemoBackend implements ModelBackend {
  constructor(private readonly settings: DemoSettings = {}) {}

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<readonly ModelEvent[]> {
    const { seed = '', speed = 1 } = this.settings;
    const estimate = await warmUpTokenizer();
    const { text, wordsPerSecond } = replyTo(request.messages, seed);
    const whole = toPieces(text);
    const pieces = fitPieces(whole, request.maxOutputTokens, estimate.text);
    for await (const piece of paced(pieces, wordsPerSecond * speed, signal)) {
      yield [{ t: 'delta', text: piece }];
    }
    if (signal.aborted) return;
    const inputUncached = estimate.prompt(request.messages);
    const output = estimate.text(pieces.join(''));
    yield [
      { t: 'usage', usage: { inputUncached, cacheRead: 0, cacheWrite: 0, output } },
      { t: 'end', reason: pieces.length < whole.length ? 'length' : 'stop' },
    ];
  }
}
