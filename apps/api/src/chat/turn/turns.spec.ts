import { requestHash, requestKey } from './turns';

const body = { message: 'Hello', conversationId: 'c', model: 'm' };

describe('requestHash', () => {
  it('is the same for the same body, whatever the order of its members', () => {
    expect(requestHash(body)).toBe(
      requestHash({ model: 'm', conversationId: 'c', message: 'Hello' }),
    );
    expect(requestHash({ message: 'Hello' })).toBe(
      requestHash({ message: 'Hello', conversationId: undefined, model: undefined }),
    );
  });

  it.each([
    { ...body, message: 'Hello ' },
    { ...body, conversationId: 'd' },
    { ...body, model: 'n' },
    { message: 'Hello', conversationId: 'c' },
    { message: 'Hello', model: 'm' },
    { message: 'Hello' },
    { message: '["Hello","c","m"]' },
    { message: 'Hello","c', conversationId: 'm' },
    { message: 'Hello', conversationId: 'm', model: 'c' },
    { ...body, parentId: null },
    { ...body, parentId: 'p' },
    { conversationId: 'c', model: 'm', regenerate: 'p' },
  ])('is another one for %j', (other) => {
    expect(requestHash(other)).not.toBe(requestHash(body));
  });
});

describe('requestKey', () => {
  it('makes the same key of two users two keys', () => {
    expect(requestKey('a', 'key')).not.toBe(requestKey('b', 'key'));
    expect(requestKey('a', 'key')).not.toBe(requestKey('a', 'key2'));
    expect(requestKey('a', 'key')).toBe(requestKey('a', 'key'));
  });
});
