/** @jest-environment node */
import type { PurchaseAnswer } from '@prome-dify/contracts';
import { jest } from '@jest/globals';
import { Failure } from '../../../core/http/failure';
import { purchaseAnswer } from '../purchase.fixture';
import { confirmations, isUndecided, type Confirmation } from './confirmation';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** Looks at a payment that gets these answers one after the other, the last of them for ever. */
function looking(...answers: (PurchaseAnswer | Error)[]) {
  const times: number[] = [];
  const seen: Confirmation[] = [];
  const begin = Date.now();
  const ask = async () => {
    times.push((Date.now() - begin) / 1_000);
    const answer = answers[Math.min(times.length, answers.length) - 1];
    if (answer instanceof Error) throw answer;
    return answer as PurchaseAnswer;
  };
  let ended = false;
  const subscription = confirmations(ask).subscribe({
    next: (each) => seen.push(each),
    complete: () => (ended = true),
  });
  return { times, seen, leave: () => subscription.unsubscribe(), ended: () => ended };
}

describe('a payment somebody comes back from', () => {
  it('is asked about once when it is decided', async () => {
    const { times, seen, ended } = looking(purchaseAnswer('paid'));
    await jest.advanceTimersByTimeAsync(60_000);
    expect([times.length, ended()]).toEqual([1, true]);
    expect(seen).toEqual([{ kind: 'known', answer: purchaseAnswer('paid') }]);
  });

  it('is asked about until it is decided, with longer and longer pauses', async () => {
    const pending = purchaseAnswer('pending');
    const { times, seen } = looking(pending, pending, pending, purchaseAnswer('paid'));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(times).toEqual([0, 1, 2.5, 4.75]);
    expect(seen.map((each) => each.kind === 'known' && each.answer.purchase.state)).toEqual([
      'pending',
      'pending',
      'pending',
      'paid',
    ]);
  });

  it('is asked about again after a failure that may pass', async () => {
    const { seen } = looking(new TypeError('fetch failed'), purchaseAnswer('paid'));
    await jest.advanceTimersByTimeAsync(5_000);
    expect(seen.map(({ kind }) => kind)).toEqual(['unknown', 'known']);
  });

  it('that nobody knows is not asked about again', async () => {
    const { times } = looking(new Failure('not_found', 'Not found'));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(times).toHaveLength(1);
  });

  it('is given up after some minutes, never more than ten seconds apart', async () => {
    const { times, ended } = looking(purchaseAnswer('processing'));
    await jest.advanceTimersByTimeAsync(3_600_000);
    const pauses = times.slice(1).map((time, n) => time - (times[n] ?? 0));
    expect([times.length, ended(), Math.max(...pauses)]).toEqual([40, true, 10]);
    expect(times.at(-1)).toBeGreaterThan(240);
  });

  it('is left alone by somebody who leaves the page', async () => {
    const { times, leave } = looking(purchaseAnswer('pending'));
    await jest.advanceTimersByTimeAsync(1_500);
    leave();
    await jest.advanceTimersByTimeAsync(60_000);
    expect([times.length, jest.getTimerCount()]).toEqual([2, 0]);
  });
});

it.each([
  ['pending', true],
  ['processing', true],
  ['paid', false],
  ['failed', false],
  ['expired', false],
  ['review', false],
] as const)('a %s purchase is undecided: %s', (state, undecided) => {
  expect(isUndecided({ kind: 'known', answer: purchaseAnswer(state) })).toBe(undecided);
});
