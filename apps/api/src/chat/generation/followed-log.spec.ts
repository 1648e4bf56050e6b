import { SEED, tries } from '@prome-dify/testing/random';
import { jest } from '@jest/globals';
import fc from 'fast-check';
import { FollowedLog } from './followed-log';
import type { LogFeed, LogPiece } from './log-feed';
import { DONE, note, Stored } from './spec-support/log-places';

const TEXT = Array.from({ length: 40 }, (_, n) => `${n} 世界😀 `).join('');

/** What is heard next: a piece from the feed, a checkpoint, or that readers come and leave. */
const steps = fc.array(
  fc.oneof(
    fc.record({ t: fc.constant('piece'), at: fc.nat(TEXT.length), length: fc.nat(60) }),
    fc.record({ t: fc.constant('saved'), at: fc.nat(TEXT.length), length: fc.constant(0) }),
    fc.record({ t: fc.constant('join'), at: fc.nat(TEXT.length + 5), length: fc.constant(0) }),
  ),
  { maxLength: 60 },
);

/** A feed that tells what a spec hands to it. */
class Handed implements LogFeed {
  readonly isUp = true;
  isTrusted = true;
  waiting: LogPiece[] = [];
  private news = (): void => {};

  start(onNews: () => void): void {
    this.news = onNews;
  }

  tell(piece: LogPiece): void {
    this.waiting.push(piece);
    this.news();
  }

  async pull(): Promise<readonly LogPiece[]> {
    return this.waiting.splice(0);
  }

  stop(): void {}
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('A followed log', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate', 'performance'] }));
  afterEach(() => jest.useRealTimers());

  it(`is whole for every reader, in whatever pieces it comes (seed ${SEED})`, async () => {
    const isWhole = fc.asyncProperty(steps, fc.boolean(), async (told, endsInFeed) => {
      const [stored, feed] = [new Stored('g'), new Handed()];
      const log = new FollowedLog(stored, feed, () => {});
      const readers = [{ after: 0, notes: note(log.read(0)) }];
      for (const { t, at, length } of told) {
        if (t === 'piece') feed.tell({ at, text: TEXT.slice(at, at + length) });
        if (t === 'saved' && at > stored.content.text.length) stored.save(TEXT.slice(0, at));
        if (t === 'join') readers.push({ after: at, notes: note(log.read(at)) });
        await turn();
        if (t === 'saved') await jest.advanceTimersByTimeAsync(1_000);
      }
      if (endsInFeed) feed.tell({ at: TEXT.length, text: '', closing: [DONE] });
      else feed.isTrusted = false;
      stored.save(TEXT, [DONE]);
      await turn();
      await jest.advanceTimersByTimeAsync(1_000);
      for (const { after, notes } of readers) {
        expect(notes.ended).toBe(true);
        expect(notes.text).toBe(TEXT.slice(Math.max(0, after - 1)));
        expect(notes.ids).toEqual([...new Set(notes.ids)].toSorted((a, b) => a - b));
      }
      expect(jest.getTimerCount()).toBe(0);
    });
    await fc.assert(isWhole, tries(200));
  });

  it('asks the database now and then even of a feed that it trusts', async () => {
    const [stored, feed] = [new Stored('g'), new Handed()];
    const reader = note(new FollowedLog(stored, feed, () => {}).read(0));
    stored.save('the feed has lost this', [DONE]);
    await jest.advanceTimersByTimeAsync(9_000);
    expect(reader).toMatchObject({ text: '', ended: false });
    await jest.advanceTimersByTimeAsync(2_000);
    expect(reader).toMatchObject({ text: 'the feed has lost this', ended: true });
    expect(stored.reloads).toBe(1);
  });
});
