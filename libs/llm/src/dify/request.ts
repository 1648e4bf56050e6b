import type { ModelMessage, ModelRequest } from '../port';
import type { DifySettings } from './settings';

const SPEAKERS = { system: 'System', user: 'User', assistant: 'Assistant' } as const;

function spoken({ role, content }: ModelMessage): string {
  return `${SPEAKERS[role]}: ${content}`;
}

/**
 * Everything that was said as one text, since a Dify app takes one question: the last message
 * alone when it is the first, else the history as a transcript before it. (Dify would keep the
 * history itself, but only by an id of its own, which we would have to store.)
 */
export function toQuery(messages: readonly ModelMessage[]): string {
  const question = messages.at(-1)?.content ?? '';
  if (messages.length < 2) return question;
  const before = messages.slice(0, -1).map(spoken).join('\n\n');
  return `The conversation so far:\n\n${before}\n\nThe next message, to be answered:\n\n${question}`;
}

/** The body of `POST /chat-messages`. The conversation is new each time, and needs no name. */
export function toBody({ extraBody }: DifySettings, { messages, user }: ModelRequest): string {
  return JSON.stringify({
    inputs: {},
    ...extraBody,
    query: toQuery(messages),
    user,
    response_mode: 'streaming',
    conversation_id: '',
    auto_generate_name: false,
  });
}
