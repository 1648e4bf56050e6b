import type { FieldFault } from '@prome-dify/contracts';
import type { Failure, FailureCode } from '../../../core/http/failure';
import { formatTokens } from '../../../ui/format-tokens';

/**
 * What a person can do about a failed answer. `buy` leads to the packages, `limits` to the
 * user's own limits, `wait` to a later try.
 */
export type Remedy = 'retry' | 'buy' | 'limits' | 'wait' | 'none';

export interface Advice {
  readonly text: string;
  readonly remedy: Remedy;
  /** Seconds until a try makes sense; with `wait`. */
  readonly seconds?: number;
}

const TEXTS: Partial<Record<FailureCode, () => string>> = {
  offline: () =>
    $localize`:@@advice.offline:You are offline. Your message is kept; send it when you are back.`,
  unreachable: () =>
    $localize`:@@advice.unreachable:The connection was lost. Your message is kept.`,
  unauthorized: () =>
    $localize`:@@advice.unauthorized:Your session was renewed. Send the message again.`,
  conversation_busy: () =>
    $localize`:@@advice.conversation_busy:Another answer is being written in this conversation. Wait for it, or stop it there.`,
  too_many_streams: () =>
    $localize`:@@advice.too_many_streams:Too many of your answers are being written at once.`,
  rate_limited: () => $localize`:@@advice.rate_limited:That was a lot of messages in a short time.`,
  model_unavailable: () =>
    $localize`:@@advice.model_unavailable:The model cannot be reached at the moment.`,
  model_timeout: () => $localize`:@@advice.model_timeout:The model took too long to answer.`,
  model_failed: () => $localize`:@@advice.model_failed:The model could not answer.`,
  server_busy: () => $localize`:@@advice.server_busy:The server is busy at the moment.`,
  server_restarting: () =>
    $localize`:@@advice.server_restarting:The server is restarting. It takes a moment.`,
  not_found: () => $localize`:@@advice.not_found:This conversation does not exist any more.`,
  gone: () => $localize`:@@advice.gone:This answer is no longer available.`,
  unexpected: () => $localize`:@@advice.unexpected:Something went wrong.`,
};

/** About the message itself; a try with another model may end better. */
const FAULTS: Readonly<Record<FieldFault, () => Advice>> = {
  tooLongForModel: () => ({
    text: $localize`:@@advice.too-long:The message is longer than this model can read. Choose another model, or write less.`,
    remedy: 'retry',
  }),
  brokenText: () => ({
    text: $localize`:@@advice.broken-text:The message holds characters that cannot be sent. Write it without them.`,
    remedy: 'none',
  }),
};

const HOPELESS = new Set<FailureCode>(['not_found', 'gone', 'body_too_large', 'validation_failed']);

/** What to say about a failed answer, and what to offer. `debt`: the tokens that are owed. */
export function adviceOn(failure: Failure, debt = 0): Advice {
  if (failure.code === 'insufficient_tokens')
    return { text: debt > 0 ? inDebt(debt) : shortOfTokens(failure), remedy: 'buy' };
  if (failure.code === 'spending_limit_reached') return { text: limitReached(), remedy: 'limits' };
  const fault = failure.facts.fields?.find(({ pointer }) => pointer === '/message')?.fault;
  if (fault) return FAULTS[fault]();
  const text = TEXTS[failure.code]?.() ?? `${failure.message}.`;
  if (HOPELESS.has(failure.code)) return { text, remedy: 'none' };
  const { retryAfter } = failure.facts;
  return retryAfter ? { text, remedy: 'wait', seconds: retryAfter } : { text, remedy: 'retry' };
}

function limitReached(): string {
  return $localize`:@@advice.spending_limit_reached:Your own spending limit does not leave room for this answer.`;
}

function inDebt(debt: number): string {
  return $localize`:@@advice.debt:Not answered: chatting is paused while you owe ${formatTokens(debt)}:tokens: after a refund or a dispute. Your message is kept; the next purchase repays what is owed first.`;
}

function shortOfTokens({ facts: { balance } }: Failure): string {
  return balance === undefined
    ? $localize`:@@advice.short:There are not enough tokens for this answer.`
    : $localize`:@@advice.short-left:There are not enough tokens for this answer. You have ${balance}:balance: left.`;
}
