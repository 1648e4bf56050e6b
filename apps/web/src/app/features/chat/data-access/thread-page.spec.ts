/** @jest-environment node */
import fc from 'fast-check';
import { SEED } from '../../../core/seed.fixture';
import { runningGeneration } from './thread-page';
import { reduceThread } from './thread-reducer';
import { emptyThread } from './thread-state';
import {
  USAGE,
  accepted,
  after,
  answer,
  done,
  message,
  page,
  send,
  shortOfTokens,
  usage,
} from './thread-story.fixture';

const running = message('m2', {
  role: 'assistant',
  status: 'streaming',
  content: 'saved a while ago',
  generationId: 'g-9',
});

describe('a page of history', () => {
  it('shows the messages as they are stored', () => {
    const stopped = message('m2', {
      role: 'assistant',
      status: 'stopped',
      tokens: 9,
      model: 'demo',
    });
    const state = reduceThread(emptyThread('c-1'), {
      kind: 'loaded',
      answer: page([message('m1'), stopped], 'older'),
    });
    expect(state).toMatchObject({ conversationId: 'c-1', phase: 'idle', olderCursor: 'older' });
    expect(state.turns).toMatchObject([
      { key: 'm1', role: 'user', status: 'complete', tokens: 4, model: null },
      { key: 'm2', role: 'assistant', status: 'stopped', tokens: 9, model: 'demo', usage: null },
    ]);
  });

  it('replaces what was there, and an older one goes before it', () => {
    const { turns, olderCursor } = after(
      { kind: 'loaded', answer: page([message('m9')], 'p2') },
      { kind: 'loaded', answer: page([message('m3'), message('m4')], 'p2') },
      { kind: 'olderLoaded', answer: page([message('m1'), message('m2')]) },
    );
    expect(turns.map(({ key }) => key)).toEqual(['m1', 'm2', 'm3', 'm4']);
    expect(olderCursor).toBeNull();
  });

  it('gives the turns of this page their ids and versions, and takes nothing from them', () => {
    const version = { number: 2, count: 2, previousId: 'm2', nextId: null };
    const stored = [message('m1'), message('m3', { role: 'assistant', parentId: 'm1', version })];
    const { turns } = after(send(), accepted(), answer('text of m3'), usage, done(), {
      kind: 'loaded',
      answer: page(stored),
    });
    expect(turns).toMatchObject([
      { key: 'k:q', id: 'm1' },
      { key: 'k:a', id: 'm3', parentId: 'm1', version, usage: USAGE },
    ]);
  });

  it('says nothing about a send that is on its way, or was not accepted', () => {
    const loaded = { kind: 'loaded', answer: page([message('m1')]) } as const;
    for (const story of [[send()], [send(), accepted(null), shortOfTokens]])
      expect(after(...story, loaded)).toEqual(after(...story));
  });

  it('of another branch leaves what both have, and puts the other version in its place', () => {
    const history = page([message('m1'), message('m2', { parentId: 'm1' })], 'older');
    const other = message('m3', { parentId: 'm1' });
    const { turns, olderCursor } = after(
      { kind: 'loaded', answer: history },
      { kind: 'loaded', answer: page([other, message('m4', { parentId: 'm3' })], 'not so old') },
    );
    expect(turns.map(({ key, id }) => [key, id])).toEqual([
      ...[
        ['m1', 'm1'],
        ['m2', 'm3'],
        ['m4', 'm4'],
      ],
    ]);
    expect(olderCursor).toBe('older');
  });

  it('names the generation that still runs', () => {
    expect(runningGeneration(page([message('m1'), running]))).toBe('g-9');
    expect(runningGeneration(page([message('m1')]))).toBeNull();
  });
});

describe('an answer that runs while its page is loaded', () => {
  const attach = { kind: 'attach', generationId: 'g-9' } as const;
  const loaded = { kind: 'loaded', answer: page([message('m1'), running]) } as const;

  it('can be stopped at once', () => {
    expect(after(loaded, attach)).toMatchObject({ phase: 'streaming', generationId: 'g-9' });
  });

  it('keeps what was saved on the screen until its stream begins', () => {
    const { turns } = after(loaded, attach, accepted('g-9'));
    expect(turns[1]?.content).toBe('saved a while ago');
  });

  it(`is the whole answer in the end, however it was cut into pieces (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (pieces) => {
        const told = pieces.map((text) => answer(text));
        const state = after(loaded, attach, accepted('g-9'), ...told, answer('', true), done());
        expect(state.turns[1]?.content).toBe(pieces.join(''));
        expect(state).toMatchObject({ phase: 'idle', generationId: null, replaying: false });
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});
