/** @jest-environment node */
import { isTerminal, readChatEvent } from './chat-event';

const message = (event: string | undefined, data: string) => ({ id: '1', event, data });

describe('an event of a chat stream', () => {
  it.each([
    ['meta', { conversation_id: 'c-1' }],
    ['answer', { content: 'Hi', finished: false }],
    ['usage', { tokensUsed: 3 }],
    ['done', { conversationId: 'c-1', reason: 'complete' }],
    ['error', { error: 'Insufficient tokens', code: 'insufficient_tokens', balance: 0 }],
  ])('%s is read with its data', (event, data) => {
    expect(readChatEvent(message(event, JSON.stringify(data)))).toEqual({ event, data });
  });

  it.each(['thinking', 'Answer', '', undefined])('%s is not known yet, and passed over', (name) => {
    expect(readChatEvent(message(name, 'not even JSON'))).toBeNull();
  });

  it('is the last one when it is done or error', () => {
    const last = ['meta', 'answer', 'usage', 'done', 'error'].filter((name) => {
      const event = readChatEvent(message(name, '{}'));
      return event !== null && isTerminal(event);
    });
    expect(last).toEqual(['done', 'error']);
  });
});
