import type { ModelMessage } from '../../port';
import { replyTo } from './reply';

/** The answer to the last of these messages of the user. */
function ask(...said: string[]): string {
  const messages: ModelMessage[] = said.flatMap((content, index) => [
    ...(index > 0 ? [{ role: 'assistant' as const, content: 'I see.' }] : []),
    { role: 'user' as const, content },
  ]);
  return replyTo(messages, '').text;
}

describe('replyTo', () => {
  it.each([
    ['Hello!', 'demo model'],
    ['Who are you?', 'not an AI'],
    ['/help', '/slow'],
    ['What is my balance?', 'GET /api/billing/balance'],
    ['How much does a message cost?', 'GET /api/models'],
    ['How can I buy more tokens?', 'Billing'],
    ['How do I use the API with curl?', 'curl -N'],
    ['How do I connect a real model?', 'OPENAI_API_KEY'],
    ['Can it use Ollama?', 'ollama pull'],
    ['How do I stop an answer?', 'Stop'],
    ['Who can see my messages?', 'sends nothing anywhere'],
    ['/markdown', '# Every kind of markdown'],
    ['Show me some code', '```typescript'],
    ['table', '| Package |'],
    ['Show me a list', '- [ ]'],
    ['Give me a quote', '> A quotation'],
  ])('%j is answered with what helps', (message, part) => {
    expect(ask(message)).toContain(part);
  });

  it.each([
    ['What is 12 * (3 + 4)?', '**84**'],
    ['0.1 + 0.2', '**0.3**'],
    ['1000 * 1000', '**1,000,000**'],
    ['1 / 0', 'no answer'],
  ])('%j is calculated', (message, part) => {
    expect(ask(message)).toContain(part);
  });

  it('knows what was said before', () => {
    expect(ask('My cat is called Minka.', 'What did I say?')).toContain('My cat is called Minka.');
    expect(ask('What did I say?')).toContain('first message');
  });

  it('admits that it cannot answer, and says what can be done', () => {
    const answer = ask('Is there\nlife on Europa?');
    expect(answer).toMatch(/^> Is there life on Europa\?\n\n/);
    expect(answer).toContain('not an AI');
    expect(answer).toContain('5 words');
  });

  it('quotes only the beginning of a long message', () => {
    expect(ask('word '.repeat(5_000)).length).toBeLessThan(600);
  });

  it('greets when there is nothing to answer', () => {
    expect(replyTo([], '').text).toContain('Hello!');
    expect(ask('  ')).toContain('Hello!');
  });

  it.each([
    ['/lorem 500', 500],
    ['/lorem 1', 1],
    ['/lorem', 200],
    ['/lorem 999999', 5_000],
    ['/lorem 0', 1],
  ])('%s has %d words', (message, words) => {
    expect(ask(message).split(/\s+/)).toHaveLength(words);
  });

  it('is the same for the same conversation and seed, and another one for another seed', () => {
    const conversation = [{ role: 'user', content: '/lorem 50' }] as const;
    expect(replyTo(conversation, 'a')).toEqual(replyTo(conversation, 'a'));
    expect(replyTo(conversation, 'a')).not.toEqual(replyTo(conversation, 'b'));
  });

  it('writes /slow slowly enough to be stopped', () => {
    const { text, wordsPerSecond } = replyTo([{ role: 'user', content: '/slow' }], '');
    expect(wordsPerSecond).toBe(8);
    expect(text.split(/\s+/).length / wordsPerSecond).toBeGreaterThan(30);
  });
});
