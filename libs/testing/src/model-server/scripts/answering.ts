import type { ModelCall, ModelScript } from '../model-call';
import { wireUsage } from '../wire';

/** An answer told by its parts. */
export interface Answering {
  readonly deltas: readonly string[];
  /** Pause after each delta, ms. */
  readonly paceMs?: number;
  /** What is sent as counts: anything, `null` for none. Absent: 12 and one for each delta. */
  readonly usage?: unknown;
  /** `finish_reason`; `null` leaves it out. */
  readonly reason?: string | null;
}

async function sendDeltas(call: ModelCall, { deltas, paceMs = 0 }: Answering): Promise<void> {
  for (const delta of deltas) {
    if (call.gone.aborted) return;
    await call.delta(delta);
    if (paceMs > 0) await call.wait(paceMs);
  }
}

/**
 * A script that sends these deltas and ends as the protocol says: reason, counts when the request
 * asked for them, `[DONE]`.
 */
export function answering(answer: Answering): ModelScript {
  const { usage = wireUsage(12, answer.deltas.length), reason = 'stop' } = answer;
  return async (call) => {
    await sendDeltas(call, answer);
    if (reason !== null) await call.finish(reason);
    if (usage !== null && call.wantsUsage) await call.usage(usage);
    await call.done();
  };
}

/** The words of the answer that most scripts give. */
export const WORDS = ['Hello ', 'from ', 'the ', 'scripted ', 'model.'];
