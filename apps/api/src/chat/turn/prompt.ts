import { FIELD_FAULTS } from '@prome-dify/contracts';
import type { ModelMessage, TokenEstimator } from '@prome-dify/llm';
import { ProblemError } from '../../platform/http';

export interface Prompt {
  readonly messages: readonly ModelMessage[];
  readonly tokens: number;
  /** Tokens of the new question alone. */
  readonly questionTokens: number;
}

/** Room for the answer that the prompt must leave, as a share of the context. */
const ANSWER_SHARE = 4;

/**
 * The new question with as much of the conversation before it as the model's context has room
 * for; the oldest messages go first.
 * @throws ProblemError `validation_failed` when the question alone is too long for the model
 */
export function buildPrompt(
  history: readonly ModelMessage[],
  question: string,
  model: { readonly contextTokens: number; readonly maxOutputTokens: number },
  estimator: TokenEstimator,
): Prompt {
  const reserved = Math.min(model.maxOutputTokens, Math.ceil(model.contextTokens / ANSWER_SHARE));
  const budget = model.contextTokens - reserved;
  const messages: ModelMessage[] = [{ role: 'user', content: question }];
  let tokens = estimator.prompt(messages);
  if (tokens > budget) throw tooLong();
  for (const message of history.toReversed()) {
    const grown = tokens + estimator.prompt([message]);
    if (grown > budget) break;
    messages.unshift(message);
    tokens = grown;
  }
  return {
    messages,
    tokens: estimator.prompt(messages),
    questionTokens: estimator.text(question),
  };
}

function tooLong(): ProblemError {
  return new ProblemError('validation_failed', {
    errors: [{ pointer: '/message', message: FIELD_FAULTS.tooLongForModel }],
  });
}
