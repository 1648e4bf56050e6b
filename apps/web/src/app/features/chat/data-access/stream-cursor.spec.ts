/** @jest-environment node */
import { Failure } from '../../../core/http/failure';
import { StreamCursor } from './stream-cursor';

const CUT = new TypeError('network error');

describe('how far an answer has been read', () => {
  it('is told to the server in the address and in the header', () => {
    const cursor = new StreamCursor('g/1');
    expect([cursor.address(), cursor.headers()]).toEqual([
      '/api/chat/g%2F1/stream?after=0',
      { 'last-event-id': '0' },
    ]);
    cursor.isNew('7');
    expect([cursor.address(), cursor.headers()]).toEqual([
      '/api/chat/g%2F1/stream?after=7',
      { 'last-event-id': '7' },
    ]);
  });

  it('makes an event that was seen before an old one', () => {
    const cursor = new StreamCursor('g');
    const seen = ['1', '2', '2', '1', '5', '4', '6'].filter((id) => cursor.isNew(id));
    expect(seen).toEqual(['1', '2', '5', '6']);
  });

  it('cannot be told from an event without an id, which always counts', () => {
    const cursor = new StreamCursor('g');
    cursor.isNew('3');
    expect([cursor.isNew(undefined), cursor.isNew('x'), cursor.isNew('3')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('going on by GET', () => {
  it('makes no sense before the server has named the generation', () => {
    const cursor = new StreamCursor(null);
    expect(cursor.mayResume(CUT)).toBe(false);
    expect(cursor.opened(null)).toBeNull();
    expect(cursor.mayResume(CUT)).toBe(false);
    expect(cursor.opened('g-1')).toBe('g-1');
    expect(cursor.mayResume(CUT)).toBe(true);
  });

  it('keeps the name when a later answer does not repeat it', () => {
    const cursor = new StreamCursor('g-1');
    expect(cursor.opened(null)).toBe('g-1');
  });

  it.each([408, 429, 500, 502, 503, 504])('is tried again after status %i', (status) => {
    const failure = new Failure('unexpected', 'later', { status });
    expect(new StreamCursor('g').mayResume(failure)).toBe(true);
  });

  it.each([400, 401, 403, 404, 410, undefined])('is hopeless after status %s', (status) => {
    const failure = new Failure('unexpected', 'never', status === undefined ? {} : { status });
    expect(new StreamCursor('g').mayResume(failure)).toBe(false);
  });

  it('is no remedy for a fault of ours, nor for an abort', () => {
    const cursor = new StreamCursor('g');
    const errors = [new RangeError('bug'), new DOMException('gone', 'AbortError'), null];
    expect(errors.filter((error) => cursor.mayResume(error))).toEqual([]);
  });

  it('is given up after six tries in a row that brought nothing', () => {
    const cursor = new StreamCursor('g');
    const tries: number[] = [];
    while (cursor.mayResume(CUT)) tries.push(cursor.nextAttempt());
    expect(tries).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('counts its tries anew as soon as something new arrives', () => {
    const cursor = new StreamCursor('g');
    for (let n = 0; n < 5; n += 1) cursor.nextAttempt();
    cursor.isNew('1');
    expect(cursor.nextAttempt()).toBe(1);
    cursor.isNew('1');
    expect(cursor.nextAttempt()).toBe(2);
  });
});
