import { finalize, Subject } from 'rxjs';
import { OpenStreams } from './open-streams';

const ONE = { userId: 'user', sessionId: 'one' };
const OTHER = { userId: 'user', sessionId: 'other' };

/** Reads a stream of the session; tells what came, and whether it has ended and was left. */
function read(streams: OpenStreams, principal: typeof ONE) {
  const source = new Subject<number>();
  const story = { numbers: [] as number[], ended: 0, left: 0 };
  const subscription = streams
    .of(principal, source.pipe(finalize(() => (story.left += 1))))
    .subscribe({ next: (n) => story.numbers.push(n), complete: () => (story.ended += 1) });
  return { source, story, subscription };
}

describe('OpenStreams', () => {
  it('passes everything on, and forgets who leaves', () => {
    const streams = new OpenStreams();
    const { source, story, subscription } = read(streams, ONE);
    source.next(1);
    source.next(2);
    expect(streams.sessionIds()).toEqual(['one']);
    subscription.unsubscribe();
    expect(story).toEqual({ numbers: [1, 2], ended: 0, left: 1 });
    expect(streams.sessionIds()).toEqual([]);
  });

  it('ends all streams of one session and no other, once', () => {
    const streams = new OpenStreams();
    const first = read(streams, ONE);
    const second = read(streams, ONE);
    const other = read(streams, OTHER);
    streams.end('one');
    streams.end('one');
    for (const { story } of [first, second]) {
      expect(story).toEqual({ numbers: [], ended: 1, left: 1 });
    }
    other.source.next(1);
    expect(other.story).toEqual({ numbers: [1], ended: 0, left: 0 });
    expect(streams.sessionIds()).toEqual(['other']);
  });

  it('forgets a stream that ends by itself', () => {
    const streams = new OpenStreams();
    const { source, story } = read(streams, ONE);
    source.complete();
    expect(story.ended).toBe(1);
    expect(streams.sessionIds()).toEqual([]);
  });
});
