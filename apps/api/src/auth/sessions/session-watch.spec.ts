import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { NEVER } from 'rxjs';
import { OpenStreams } from '../../platform/streams/open-streams';
import type { SessionRepository } from './session.repository';
import { SessionWatch } from './session-watch';

type Alive = SessionRepository['aliveAmong'];

/** A watch over streams of these sessions; `alive` plays the database. */
function watchOver(sessionIds: readonly string[], alive: Alive) {
  const streams = new OpenStreams();
  const ended: string[] = [];
  for (const sessionId of sessionIds) {
    const complete = () => ended.push(sessionId);
    streams.of({ userId: 'user', sessionId }, NEVER).subscribe({ complete });
  }
  const aliveAmong = jest.fn(alive);
  const repository = { aliveAmong } as unknown as SessionRepository;
  return { watch: new SessionWatch(streams, repository), ended, aliveAmong };
}

describe('SessionWatch', () => {
  beforeAll(() => Logger.overrideLogger(false));

  it('asks once for all streams, and ends those whose session is over', async () => {
    const ids = ['a', 'b', 'a', 'c'];
    const { watch, ended, aliveAmong } = watchOver(ids, async () => new Set(['c']));
    await watch.look();
    expect(aliveAmong.mock.calls.map(([asked]) => asked)).toEqual([['a', 'b', 'c']]);
    expect(ended).toEqual(['a', 'a', 'b']);
  });

  it('asks nothing while nobody reads', async () => {
    const { watch, aliveAmong } = watchOver([], async () => new Set());
    await watch.look();
    expect(aliveAmong).not.toHaveBeenCalled();
  });

  it('ends nothing when the database does not answer, and asks again', async () => {
    let isAway = true;
    const { watch, ended } = watchOver(['a'], async () => {
      if (isAway) throw new Error('away');
      return new Set();
    });
    await watch.look();
    expect(ended).toEqual([]);
    isAway = false;
    await watch.look();
    expect(ended).toEqual(['a']);
  });

  it('does not ask a second time while it waits', async () => {
    const { promise, resolve } = Promise.withResolvers<Set<string>>();
    const { watch, aliveAmong } = watchOver(['a'], () => promise);
    const first = watch.look();
    await watch.look();
    resolve(new Set(['a']));
    await first;
    expect(aliveAmong).toHaveBeenCalledTimes(1);
  });
});
