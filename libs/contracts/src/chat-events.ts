import type { ErrorCode } from './errors';

/** First event of an answer that began a new conversation. */
export interface MetaEvent {
  readonly event: 'meta';
  readonly data: { readonly conversation_id: string };
}

/** A piece of the answer: `content` is appended to what came before. The last one has `finished`. */
export interface AnswerEvent {
  readonly event: 'answer';
  readonly data: { readonly content: string; readonly finished: boolean };
}

/** `provider`: the model's own count. `estimated`: ours, because the model gave none. */
export type UsageSource = 'provider' | 'estimated';

/** What the answer cost; sent once, whenever tokens were charged, also before an `error`. */
export interface UsageEvent {
  readonly event: 'usage';
  readonly data: {
    readonly conversationId: string;
    readonly tokensUsed: number;
    readonly balanceAfter: number;
    readonly promptTokens: number;
    readonly completionTokens: number;
    readonly model: string;
    readonly source: UsageSource;
  };
}

export type DoneReason = 'complete' | 'length' | 'stopped';

/** What an answer that ended for its `length` could not go beyond: the last two are the user's own. */
export type LengthBound = 'model' | 'balance' | 'answer_limit' | 'daily_limit';

/** Last event of an answer that ended well. `limitedBy` comes with the reason `length`. */
export interface DoneEvent {
  readonly event: 'done';
  readonly data: {
    readonly conversationId: string;
    readonly reason: DoneReason;
    readonly limitedBy?: LengthBound;
  };
}

/** Last event of an answer that did not. `balance` (available tokens) comes with `insufficient_tokens`. */
export interface ErrorEvent {
  readonly event: 'error';
  readonly data: {
    readonly error: string;
    readonly code: ErrorCode;
    readonly balance?: number;
    /** Seconds after which trying again makes sense. */
    readonly retryAfter?: number;
  };
}

/**
 * The events of a chat stream, in this order: `meta`? `answer`* `usage`? then one `done` or `error`.
 * Each carries an SSE `id`, an increasing integer within its generation.
 */
export type ChatEvent = MetaEvent | AnswerEvent | UsageEvent | DoneEvent | ErrorEvent;

/** Response header of `POST /api/chat` that names the generation for resume and stop. */
export const GENERATION_ID_HEADER = 'x-generation-id';

/** Request header that makes a repeated send attach to the first one. */
export const IDEMPOTENCY_KEY_HEADER = 'idempotency-key';
