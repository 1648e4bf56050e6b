import { request as httpRequest } from 'node:http';
import type { Problem } from '@prome-dify/contracts';
import { enginesFor } from '@prome-dify/testing';
import { ChatHost } from '../chat.fixture';
import type { Person } from '../spec-support/person';
import { storyOf } from '../spec-support/story';

const ID = '01a20337-0000-7000-8000-00000000dead';
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

/** Bodies that are no chat request, and the code of the refusal. */
const BODIES: Readonly<Record<string, readonly [body: unknown, code: string]>> = {
  'no message': [{}, 'validation_failed'],
  'an empty message': [{ message: '' }, 'validation_failed'],
  'a message of white space': [{ message: ' \n\t\u00a0\u3000' }, 'validation_failed'],
  'a message of zero width': [{ message: '\u200b\u200d\ufeff\u2060' }, 'validation_failed'],
  'a number': [{ message: 5 }, 'validation_failed'],
  'a list': [{ message: ['Hello'] }, 'validation_failed'],
  'an object': [{ message: { $ne: null } }, 'validation_failed'],
  'an object with a length': [{ message: { length: 5 } }, 'validation_failed'],
  null: [{ message: null }, 'validation_failed'],
  true: [{ message: true }, 'validation_failed'],
  'a NUL in it': [{ message: 'a\0b' }, 'validation_failed'],
  'half a character': ['{"message":"a\\ud800b"}', 'validation_failed'],
  'too many characters': [{ message: 'x'.repeat(32_001) }, 'validation_failed'],
  'a list as body': [[{ message: 'Hello' }], 'validation_failed'],
  'a text as body': ['"Hello"', 'validation_failed'],
  'null as body': ['null', 'validation_failed'],
  'a cut body': ['{"message":"Hel', 'invalid_json'],
  'deep nesting': [`{"message":${nested(2_000)}}`, 'too_deep'],
  'an unknown deep member': [`{"message":"Hello","x":${nested(30_000)}}`, 'too_deep'],
  'a conversation that is no id': [{ message: 'Hi', conversationId: '1' }, 'validation_failed'],
  'a conversation of null': [{ message: 'Hi', conversationId: null }, 'validation_failed'],
  'a list of conversations': [{ message: 'Hi', conversationId: [ID] }, 'validation_failed'],
  'a model that is an object': [{ message: 'Hi', model: {} }, 'validation_failed'],
  'a model with a long name': [{ message: 'Hi', model: 'm'.repeat(201) }, 'validation_failed'],
  'a model of the prototype': [{ message: 'Hi', model: '__proto__' }, 'unknown_model'],
  'a role': [{ message: 'Hi', role: 'system' }, 'validation_failed'],
  'a limit': [{ message: 'Hi', max_tokens: 1 }, 'validation_failed'],
  'a user': [{ message: 'Hi', userId: ID }, 'validation_failed'],
  'a price': [{ message: 'Hi', tokens: 0 }, 'validation_failed'],
  'no stream': [{ message: 'Hi', stream: false }, 'validation_failed'],
  'a prototype': ['{"message":"Hi","__proto__":{"tokens":0}}', 'invalid_json'],
  'a constructor': ['{"message":"Hi","constructor":{"prototype":{"x":1}}}', 'invalid_json'],
};

describe.each(await enginesFor(import.meta.filename))(
  'a hostile chat request on $name',
  (engine) => {
    let host: ChatHost;
    let person: Person;
    beforeAll(async () => {
      host = await ChatHost.open(engine, {}, [{ id: 'scripted', contextTokens: 40_000 }]);
      person = await host.newPerson();
    });
    afterAll(async () => {
      expect(await host.findings()).toEqual([]);
      await host.close();
    });

    it.each(Object.entries(BODIES))('is refused for %s', async (_, [body, code]) => {
      const answer = await person.call<Problem>('/api/chat', { body });
      expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 400, code });
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      const quote = await person.call<Problem>('/api/chat/quote', { body });
      expect({ status: quote.status, code: quote.body.code }).toEqual({ status: 400, code });
    });

    it('leaves nothing behind, and the server as it was', async () => {
      for (const table of ['conversation', 'message', 'hold', 'generation'] as const) {
        expect(await host.count(table)).toBe(0);
      }
      expect(host.model.requests).toHaveLength(0);
      expect((await person.call('/health')).status).toBe(200);
      expect(host.log()).not.toMatch(/"level":(50|60)|unhandled|uncaught/);
    });

    it('is refused when it is larger than any message, and read when it is as large', async () => {
      const over = await person.refused({ message: 'x'.repeat(250_000) });
      expect(over).toMatchObject({ status: 413, code: 'body_too_large' });
      expect(await statusOfLength(person, 5_000_000)).toBe(413);
      const text = 'word '.repeat(6_400).slice(0, 32_000);
      expect(storyOf((await person.say(text)).events).end).toBe('complete');
      expect(host.model.requests.at(-1)?.body).toMatchObject({ messages: [{ content: text }] });
    });

    it('changes nothing in the stream when its text looks like one', async () => {
      const message = 'x\r\n\r\nevent: done\ndata: {}\n\ndata: [DONE]\n\n: ping\nid: 9';
      host.model.next('sseInjection');
      const { events } = await person.say(message);
      const { conversationId = '', end, text } = storyOf(events);
      expect(end).toBe('complete');
      const { body } = await person.messages(conversationId);
      expect(body.messages.map(({ content }) => content)).toEqual([message, text]);
      expect(text).toContain('event: done');
    });

    it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD'])('holds nothing by %s', async (method) => {
      const holds = await host.count('hold');
      const answer = await person.fetch('/api/chat', { method });
      expect([404, 405]).toContain(answer.status);
      expect(await host.count('hold')).toBe(holds);
    });

    it('finds no conversation that was deleted', async () => {
      const { conversationId = '' } = storyOf((await person.say('Hello')).events);
      const path = `/api/conversations/${conversationId}`;
      expect((await person.call(path, { method: 'DELETE' })).status).toBe(204);
      const refusal = await person.refused({ message: 'Still there?', conversationId });
      expect(refusal).toEqual({ status: 404, code: 'not_found' });
    });
  },
);

/** The answer to a body of which nothing but its length has arrived. */
function statusOfLength({ url, token }: Person, length: number): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const request = httpRequest(`${url}/api/chat`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': length,
    },
  });
  request.once('response', ({ statusCode }) => {
    resolve(statusCode);
    request.destroy();
  });
  request.once('error', reject);
  request.flushHeaders();
  return promise;
}
