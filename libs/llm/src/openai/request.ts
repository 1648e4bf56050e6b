import type { ModelRequest } from '../port';
import type { OpenAiSettings } from './settings';

/** Members that some servers of the protocol refuse; an answer is possible without them. */
export type OptionalMember = 'stream_options' | 'user';

const OPTIONAL: readonly OptionalMember[] = ['stream_options', 'user'];

/** How a refusal names the member that it does not know: in quotes of some kind. */
const QUOTED_USER = /["'`]user["'`]/;

/**
 * The members to leave out after a 400 or 422 with this body: those it names, or, when it names
 * none, all of them. Empty when they were left out already.
 */
export function membersToDrop(
  refusal: string,
  dropped: ReadonlySet<OptionalMember>,
): readonly OptionalMember[] {
  const sent = OPTIONAL.filter((member) => !dropped.has(member));
  const named = sent.filter((member) =>
    member === 'user' ? QUOTED_USER.test(refusal) : refusal.includes(member),
  );
  return named.length > 0 ? named : sent;
}

/** The body of a request: ours stands above `extraBody`. */
export function toBody(
  { model, maxTokensField = 'max_tokens', extraBody }: OpenAiSettings,
  { messages, maxOutputTokens, user }: ModelRequest,
  dropped: ReadonlySet<OptionalMember>,
): string {
  return JSON.stringify({
    ...extraBody,
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    stream: true,
    [maxTokensField]: maxOutputTokens,
    ...(!dropped.has('stream_options') && { stream_options: { include_usage: true } }),
    ...(!dropped.has('user') && { user }),
  });
}
