import type { UpstreamProblem } from './failure';

/** How long each phase of an exchange may take, ms. */
export interface Timers {
  /** Until the connection stands. */
  readonly connectMs: number;
  /** From the request until the first byte of the answer. */
  readonly firstByteMs: number;
  /** Between two packets of the answer. */
  readonly idleMs: number;
  /** The whole answer, however steadily it flows. */
  readonly totalMs: number;
  /** From the end of the text until the upstream has sent its counts and `[DONE]`. */
  readonly tailMs: number;
}

/** When a back end that keeps failing is left alone for a while. */
export interface BreakerSettings {
  /** So many failures in a row ... */
  readonly failures: number;
  /** ... within this time ... */
  readonly windowMs: number;
  /** ... and for this long every request is refused at once. */
  readonly openMs: number;
}

/** What an upstream may send before it is cut off. */
export interface AnswerLimits {
  /** Bytes of text, thinking included; a longer answer ends with `length`. */
  readonly textBytesMax: number;
  /** Characters of one event. */
  readonly eventCharsMax: number;
  /** Bytes on the wire without a word of the answer among them. */
  readonly wordlessBytesMax: number;
  /** Bytes on the wire. */
  readonly wireBytesMax: number;
}

/** Where an upstream is and how patient we are with it. */
export interface UpstreamSettings {
  /** Base address of the API, as `https://api.openai.com/v1`; a query is kept. */
  readonly baseUrl: string;
  /** Sent as bearer token; absent for servers that want none. */
  readonly apiKey?: string;
  readonly timers?: Partial<Timers>;
  readonly breaker?: Partial<BreakerSettings>;
  readonly limits?: Partial<AnswerLimits>;
  /** Told about everything that went wrong, for the operator's log. */
  readonly onProblem?: (problem: UpstreamProblem) => void;
}

export const DEFAULT_TIMERS: Timers = {
  connectMs: 5_000,
  firstByteMs: 60_000,
  idleMs: 30_000,
  totalMs: 600_000,
  tailMs: 5_000,
};

export const DEFAULT_BREAKER: BreakerSettings = { failures: 5, windowMs: 30_000, openMs: 10_000 };

export const DEFAULT_LIMITS: AnswerLimits = {
  textBytesMax: 1_000_000,
  eventCharsMax: 8_000_000,
  wordlessBytesMax: 16_000_000,
  wireBytesMax: 64_000_000,
};
