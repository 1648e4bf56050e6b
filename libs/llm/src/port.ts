import type { ErrorCode } from '@prome-dify/contracts';

/** One message of the conversation that the model is asked to continue. */
export interface ModelMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** One question to a model. */
export interface ModelRequest {
  readonly messages: readonly ModelMessage[];
  /** Longest answer, in upstream tokens. */
  readonly maxOutputTokens: number;
  /** Pseudonymous id of the person, the same in every request of theirs. */
  readonly user: string;
  /**
   * Takes the provider's figures when they come after the answer was aborted, and so after the
   * iteration has ended; called once at the most.
   */
  readonly onLateUsage?: (usage: TokenUsage) => void;
}

/** Upstream tokens of one answer in disjoint classes, so that their sum is the whole. */
export interface TokenUsage {
  readonly inputUncached: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
  /** The part of `output` that was spent on thinking; information only. */
  readonly reasoning?: number;
}

/** What of it is known before the answer. */
export type PromptUsage = Pick<TokenUsage, 'inputUncached' | 'cacheRead' | 'cacheWrite'>;

/** How a model can fail: it answered wrongly, it is not there, it took too long. */
export type ModelErrorCode = Extract<
  ErrorCode,
  'model_failed' | 'model_unavailable' | 'model_timeout'
>;

/** Why an answer ended well: complete, cut at `maxOutputTokens`, or withheld by the model. */
export type EndReason = 'stop' | 'length' | 'refusal';

/**
 * What a back end reports. `delta` appends to the answer, `replace` takes the place of all of it,
 * `reasoning` is a channel beside it, a later `usage` overwrites an earlier one. `prompt` is for
 * answers that end before there is a `usage`: what the prompt took is known, the rest is not. The
 * `message` of an error is our own text: never the upstream's, never a key or an address.
 * `retryAfter` is in seconds.
 */
export type ModelEvent =
  | { readonly t: 'delta'; readonly text: string }
  | { readonly t: 'replace'; readonly text: string }
  | { readonly t: 'reasoning'; readonly text: string }
  | { readonly t: 'prompt'; readonly prompt: PromptUsage }
  | { readonly t: 'usage'; readonly usage: TokenUsage }
  | { readonly t: 'end'; readonly reason: EndReason }
  | {
      readonly t: 'error';
      readonly code: ModelErrorCode;
      readonly message: string;
      readonly retryAfter?: number;
    };

/** A model that can be asked; its adapters differ in protocol, never in behaviour. */
export interface ModelBackend {
  /**
   * Streams the answer: one array per network packet, exactly one final `end` or `error`. Never
   * throws. When `signal` aborts, the iteration just ends and the upstream is stopped: by closing the
   * connection, or, where that stops nothing, by telling it, which may go on for a while.
   */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<readonly ModelEvent[]>;
}
