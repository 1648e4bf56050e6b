import type { Script } from '../../scripted-http';
import type { AnthropicCall } from './anthropic-call';

/** An answer of one block of text, told by its parts. */
export interface AnthropicAnswering {
  readonly deltas: readonly string[];
  /** Pause after each delta, ms. */
  readonly paceMs?: number;
  /**
   * The usage of `message_start` and that of each `message_delta`. Absent: 12 and one for each
   * delta.
   */
  readonly usage?: readonly [unknown, ...unknown[]];
  readonly stopReason?: string;
}

/** A script that sends this answer as the protocol says. */
export function anthropicAnswering({
  deltas,
  paceMs = 0,
  usage = [{ input_tokens: 12, output_tokens: 1 }, { output_tokens: deltas.length }],
  stopReason = 'end_turn',
}: AnthropicAnswering): Script<AnthropicCall> {
  const [first, ...later] = usage;
  return async (call) => {
    await call.begin(first);
    await call.emit({
      type: 'content_block_start',
      index: 0,
      content_block: { type: 'text', text: '' },
    });
    for (const text of deltas) {
      if (call.gone.aborted) return;
      await call.emit({
        type: 'content_block_delta',
        index: 0,
        delta: { type: 'text_delta', text },
      });
      if (paceMs > 0) await call.wait(paceMs);
    }
    await call.emit({ type: 'content_block_stop', index: 0 });
    for (const each of later) {
      await call.emit({ type: 'message_delta', delta: { stop_reason: stopReason }, usage: each });
    }
    await call.emit({ type: 'message_stop' });
    call.end();
  };
}
