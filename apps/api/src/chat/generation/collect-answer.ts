import type { ModelEvent, PromptUsage, TokenUsage } from '@prome-dify/llm';
import type { Outcome } from './outcome';
import type { OutputCap } from './output-cap';
import type { Turn } from './turn';

/** Why a generation is ended from outside; the reason of its abort signal. */
export type StopReason = 'stopped' | 'restarting' | 'lost' | 'length';

/** Longest answer kept, in UTF-16 units, whatever the model's own limit is. */
const TEXT_MAX = 1_000_000;

interface Collected {
  text: string;
  /** What the model wants to have said instead; readers of the stream have heard the other. */
  replaced?: string;
  usage?: TokenUsage;
  prompt?: PromptUsage;
  end?: Outcome['end'];
}

/**
 * Reads the upstream to its end and tells each piece of text as it comes. Ends early
 * when `controller` aborts, and aborts it when the answer has used up what was held for it.
 */
export async function collectAnswer(
  turn: Turn,
  cap: OutputCap,
  controller: AbortController,
  on: {
    readonly text: (text: string) => void;
    readonly lateUsage: (usage: TokenUsage) => void;
  },
): Promise<Outcome> {
  const collected: Collected = { text: '' };
  const { messages, maxOutputTokens, userId: user } = turn;
  const upstream = turn.model.backend.stream(
    { messages, maxOutputTokens, user, onLateUsage: on.lateUsage },
    controller.signal,
  );
  for await (const events of upstream) {
    let said = '';
    for (const event of events) {
      take(collected, event);
      if (event.t === 'delta') said += event.text;
    }
    if (said !== '') on.text(said);
    const { text, end } = collected;
    if (!end && (text.length > TEXT_MAX || cap.isReached(text))) controller.abort('length');
  }
  const { replaced, usage, prompt, end = endOf(controller.signal) } = collected;
  const figures = { ...(usage && { usage }), ...(prompt && { prompt }) };
  return { text: replaced ?? collected.text, end, ...figures };
}

function take(collected: Collected, event: ModelEvent): void {
  if (event.t === 'delta') {
    collected.text += event.text;
    if (collected.replaced !== undefined) collected.replaced += event.text;
  } else if (event.t === 'replace') {
    collected.replaced = event.text;
  } else if (event.t === 'prompt') {
    collected.prompt = event.prompt;
  } else if (event.t === 'usage') {
    collected.usage = event.usage;
  } else if (event.t === 'end') {
    collected.end = { kind: 'done', reason: event.reason === 'length' ? 'length' : 'complete' };
  } else if (event.t === 'error') {
    const { code, message, retryAfter } = event;
    collected.end = { kind: 'error', code, message, retryAfter };
  }
}

function endOf({ aborted, reason }: AbortSignal): Outcome['end'] {
  if (!aborted) {
    return { kind: 'error', code: 'model_failed', message: 'The model ended without an answer' };
  }
  switch (reason as StopReason) {
    case 'length':
      return { kind: 'done', reason: 'length' };
    case 'restarting':
      return { kind: 'error', code: 'server_restarting', message: 'The server is restarting' };
    default:
      return { kind: 'done', reason: 'stopped' };
  }
}
