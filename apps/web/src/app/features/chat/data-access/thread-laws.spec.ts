/** @jest-environment node */
import fc from 'fast-check';
import { Failure } from '../../../core/http/failure';
import { SEED } from '../../../core/seed.fixture';
import type { ThreadAction } from './thread-action';
import { reduceThread } from './thread-reducer';
import { emptyThread, type ThreadState } from './thread-state';
import {
  accepted,
  answer,
  done,
  message,
  meta,
  page,
  send,
  shortOfTokens,
  usage,
} from './thread-story.fixture';

const failed = { kind: 'failed', failure: new Failure('unreachable', 'x') } as const;
const ACTIONS: readonly ThreadAction[] = [
  accepted(),
  accepted(null),
  meta(),
  answer('a'),
  answer(''),
  usage,
  done(),
  done('stopped'),
  shortOfTokens,
  failed,
  { kind: 'attach', generationId: 'g-2' },
  { kind: 'reconnecting' },
  { kind: 'stopping' },
  { kind: 'stopFailed' },
  { kind: 'withdraw' },
  { kind: 'olderLoaded', answer: page([message('m0')]) },
  { kind: 'loaded', answer: page([message('m1')]) },
];

const anyAction = fc.oneof(
  fc.constantFrom(...ACTIONS),
  fc.nat(99).map((n) => send('?', `k${n}`)),
);
const anyStory = fc.array(anyAction, { maxLength: 30 });

function freeze(state: ThreadState): ThreadState {
  state.turns.forEach(Object.freeze);
  Object.freeze(state.turns);
  return Object.freeze(state);
}

/** Every state that a story passes through; none of them may be changed afterwards. */
function statesOf(story: readonly ThreadAction[]): ThreadState[] {
  const states = [freeze(emptyThread(null))];
  for (const action of story)
    states.push(freeze(reduceThread(states.at(-1) ?? emptyThread(null), action)));
  return states;
}

describe(`whatever happens to a conversation (seed ${SEED})`, () => {
  const check = (law: (states: ThreadState[], story: ThreadAction[]) => void) =>
    fc.assert(
      fc.property(anyStory, (story) => law(statesOf(story), story)),
      { seed: SEED, numRuns: 500 },
    );

  it('no state is changed, and the same story ends the same', () => {
    check((states, story) => expect(statesOf(story)).toEqual(states));
  });

  it('an end is an end: idle, and nothing left to stop', () => {
    check((states, story) =>
      story.forEach((action, n) => {
        const ends = action.kind === 'event' && ['done', 'error'].includes(action.event.event);
        if (ends || action.kind === 'failed')
          expect(states[n + 1]).toMatchObject({ phase: 'idle', generationId: null });
      }),
    );
  });

  it('a question once sent stays, until another page is loaded', () => {
    check((states, story) =>
      story.forEach((action, n) => {
        const { turns = [], unsent } = states[n] ?? {};
        const sent = turns.slice(0, unsent?.from).filter(({ role }) => role === 'user');
        const keys = new Set(states[n + 1]?.turns.map(({ key }) => key));
        if (action.kind !== 'loaded')
          expect(sent.map(({ key }) => key).filter((key) => !keys.has(key))).toEqual([]);
      }),
    );
  });

  it('text is never lost while an answer runs, but for one that is told anew', () => {
    check((states, story) =>
      story.forEach((action, n) => {
        const before = states[n];
        if (action.kind !== 'event' || !before || before.replaying) return;
        const [old, now] = [before.turns.at(-1), states[n + 1]?.turns.at(-1)];
        expect(now?.content.startsWith(old?.content ?? '') ?? true).toBe(true);
      }),
    );
  });
});
