import type { MessageStatus } from '@prome-dify/contracts';
import { jest } from '@jest/globals';
import { RunningGeneration } from './running-generation';
import type { Turn } from './turn';

const GRACE_MS = 5_000;

/** A job that ends when it is aborted or told to. */
function running() {
  const end = Promise.withResolvers<MessageStatus>();
  const notes: { reason?: unknown } = {};
  const generation = new RunningGeneration({} as Turn, GRACE_MS, (_, { signal }) => {
    signal.addEventListener('abort', () => {
      notes.reason = signal.reason;
      end.resolve('stopped');
    });
    return end.promise;
  });
  return { generation, notes, end };
}

describe('RunningGeneration', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is stopped when nobody begins to read it within the grace', () => {
    const { notes } = running();
    jest.advanceTimersByTime(GRACE_MS - 1);
    expect(notes.reason).toBeUndefined();
    jest.advanceTimersByTime(1);
    expect(notes.reason).toBe('stopped');
  });

  it('goes on for as long as anybody reads it, and a grace longer', () => {
    const { generation, notes } = running();
    const [first, second] = [generation.attach(), generation.attach()];
    jest.advanceTimersByTime(10 * GRACE_MS);
    first();
    jest.advanceTimersByTime(10 * GRACE_MS);
    second();
    jest.advanceTimersByTime(GRACE_MS - 1);
    const back = generation.attach();
    jest.advanceTimersByTime(10 * GRACE_MS);
    expect(notes.reason).toBeUndefined();
    back();
    jest.advanceTimersByTime(GRACE_MS);
    expect(notes.reason).toBe('stopped');
  });

  it('keeps the first of several reasons to end', async () => {
    const { generation, notes } = running();
    generation.abort('restarting');
    generation.abort('stopped');
    await generation.settled;
    expect(notes.reason).toBe('restarting');
  });

  it('waits for nothing when it has ended', async () => {
    const { generation, end } = running();
    end.resolve('complete');
    expect(await generation.settled).toBe('complete');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('knows what is not saved yet', () => {
    const { generation } = running();
    generation.append('One ');
    generation.append('😀 ');
    const saving = generation.unsaved;
    generation.append('three');
    generation.markSaved(saving);
    expect(generation.unsaved).toBe('three');
    expect(generation.savedCharacters).toBe('One X '.length);
    generation.abort('stopped');
  });

  it('is saved in whole characters, also where its model cuts them in two', () => {
    const { generation } = running();
    generation.append('é\ud83d');
    expect(generation.unsaved).toBe('é');
    generation.markSaved('é');
    generation.append('\ude00!');
    expect(generation.unsaved).toBe('😀!');
    generation.markSaved('😀!');
    expect([generation.unsaved, generation.savedCharacters]).toEqual(['', 3]);
  });
});
