import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { jest } from '@jest/globals';
import { isArriving, lingering } from './lingering';

/** A request of which more may come, by hand. */
function arriving(): IncomingMessage {
  const request = Object.assign(new EventEmitter(), { resume: () => request });
  return request as unknown as IncomingMessage;
}

describe('An answer before its request', () => {
  it('is all there at once, and ends when the request does', async () => {
    const request = arriving();
    const answer = lingering('refused', request);
    expect(String(answer.read())).toBe('refused');
    request.emit('data', Buffer.alloc(1000));
    expect(answer.readableEnded).toBe(false);
    request.emit('end');
    expect(await text(answer)).toBe('');
    expect(request.listenerCount('data')).toBe(0);
  });

  it('ends when whoever sends the request goes away', async () => {
    const request = arriving();
    const answer = lingering('refused', request);
    request.emit('close');
    expect(await text(answer)).toBe('refused');
  });

  it('ends when too much comes', async () => {
    const request = arriving();
    const answer = lingering('refused', request);
    for (let sent = 0; sent <= 32; sent += 1) request.emit('data', Buffer.alloc(1_000_000));
    expect(await text(answer)).toBe('refused');
  });

  it('ends when it takes too long', async () => {
    jest.useFakeTimers();
    const answer = lingering('refused', arriving());
    jest.advanceTimersByTime(5_000);
    jest.useRealTimers();
    expect(await text(answer)).toBe('refused');
  });
});

describe('A request is still arriving', () => {
  const request = (complete: boolean, headers: object) =>
    ({ complete, headers }) as unknown as IncomingMessage;

  it.each([
    [true, false, { 'content-length': '5' }],
    [true, false, { 'transfer-encoding': 'chunked' }],
    [false, true, { 'content-length': '5' }],
    [false, false, {}],
  ])('%p: complete %p, headers %j', (expected, complete, headers) => {
    expect(isArriving(request(complete, headers))).toBe(expected);
  });
});
