import { jest } from '@jest/globals';
import { highlight, type CodeRequest } from './highlight';

/** A worker that answers as it is told, and remembers whether it was ended. */
class ToldWorker {
  static answers: readonly unknown[] = [];
  static ended = 0;
  static begun = 0;
  onmessage: ((message: { readonly data: unknown }) => void) | null = null;
  onerror: (() => void) | null = null;

  constructor() {
    ToldWorker.begun += 1;
  }
  postMessage({ text }: CodeRequest): void {
    const [answer, ...others] = ToldWorker.answers;
    ToldWorker.answers = others;
    if (answer === 'fail') queueMicrotask(() => this.onerror?.());
    else if (answer !== 'hang') {
      const data = answer ?? [{ text, kind: 'keyword' }];
      queueMicrotask(() => this.onmessage?.({ data }));
    }
  }
  terminate(): void {
    ToldWorker.ended += 1;
  }
}

beforeAll(() => {
  Object.defineProperty(globalThis, 'Worker', { value: ToldWorker, configurable: true });
});
afterAll(() => Reflect.deleteProperty(globalThis, 'Worker'));
beforeEach(() => Object.assign(ToldWorker, { answers: [], ended: 0 }));
afterEach(() => jest.useRealTimers());

it('answers one text after the other, by one worker', async () => {
  const texts = await Promise.all(['a', 'b', 'c'].map((text) => highlight(text, 'ts')));
  expect(texts.flat().map(({ text }) => text)).toEqual(['a', 'b', 'c']);
  expect(ToldWorker.begun).toBe(1);
});

it('has no pieces that are not what was asked', async () => {
  ToldWorker.answers = [[{ text: 'other', kind: 'keyword' }]];
  expect(await highlight('a', 'ts')).toEqual([]);
});

it('ends a worker that takes too long, and asks another one next time', async () => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
  ToldWorker.answers = ['hang'];
  const answer = highlight('a', 'ts');
  await jest.advanceTimersByTimeAsync(10_000);
  expect(await answer).toEqual([]);
  expect(ToldWorker.ended).toBe(1);
  expect(await highlight('b', 'ts')).toEqual([{ text: 'b', kind: 'keyword' }]);
});

it('gives up when the worker cannot be had', async () => {
  ToldWorker.answers = ['fail'];
  expect(await highlight('a', 'ts')).toEqual([]);
  expect(await highlight('b', 'ts')).toEqual([{ text: 'b', kind: 'keyword' }]);
});
