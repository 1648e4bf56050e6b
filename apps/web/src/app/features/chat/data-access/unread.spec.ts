/** @jest-environment node */
import { Unread } from './unread';

describe('a conversation is unread', () => {
  const unread = new Unread();

  it('when an answer has come while another one was shown, until it is shown', () => {
    unread.show('c-1');
    unread.answered('c-1');
    unread.answered('c-2');
    expect([unread.has('c-1'), unread.has('c-2')]).toEqual([false, true]);
    unread.show('c-2');
    expect(unread.has('c-2')).toBe(false);
  });

  it('also when no conversation is shown at all', () => {
    unread.show(null);
    unread.answered('c-2');
    expect(unread.has('c-2')).toBe(true);
  });
});
