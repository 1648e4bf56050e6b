/** @jest-environment node */
import { Failure } from '../../../core/http/failure';
import { reduceThread } from './thread-reducer';
import {
  USAGE,
  accepted,
  after,
  answer,
  done,
  meta,
  send,
  shortOfTokens,
  usage,
} from './thread-story.fixture';

const GONE = new Failure('unreachable', 'gone');

describe('a question', () => {
  it('is shown at once, with the place for its answer', () => {
    const { turns, phase, generationId } = after(send('Why?', 'k1'));
    expect([phase, generationId]).toEqual(['sending', null]);
    expect(turns).toMatchObject([
      { key: 'k1:q', role: 'user', content: 'Why?', status: 'complete' },
      { key: 'k1:a', role: 'assistant', content: '', status: 'streaming', tokens: null },
    ]);
  });

  it('is not sent yet when the stream opens: the server may still refuse', () => {
    const state = after(send(), accepted());
    expect([state.phase, state.generationId]).toEqual(['streaming', 'g-1']);
    expect(state.unsent).toEqual({ from: 0, aside: [] });
  });

  it.each([
    ['meta', meta()],
    ['answer', answer('a')],
    ['usage', usage],
    ['done', done()],
  ])('is sent with the first event, if it is %s', (_name, first) => {
    expect(after(send(), accepted(), first).unsent).toBeNull();
  });

  it('is not sent when the first event is an error', () => {
    const { turns, phase, unsent } = after(send(), accepted(null), shortOfTokens);
    expect([phase, unsent?.from, turns[1]?.status]).toEqual(['idle', 0, 'failed']);
    expect(turns[1]?.failure).toMatchObject({
      code: 'insufficient_tokens',
      message: 'Insufficient tokens',
      facts: { balance: 3 },
    });
  });

  it('stays sent when the error comes later', () => {
    const { turns, unsent } = after(send(), accepted(), answer('Half'), usage, shortOfTokens);
    expect(unsent).toBeNull();
    expect(turns[1]).toMatchObject({ content: 'Half', status: 'failed', usage: USAGE });
  });

  it('can be taken back while it is not sent, and never afterwards', () => {
    const failed = { kind: 'failed', failure: GONE } as const;
    const withdraw = { kind: 'withdraw' } as const;
    expect(after(send(), failed, withdraw).turns).toEqual([]);
    expect(after(send(), accepted(), answer('a'), failed, withdraw).turns).toHaveLength(2);
    expect(after(withdraw).turns).toEqual([]);
  });

  it('that was not sent makes room for the next one', () => {
    const { turns } = after(send('Lost', 'k1'), accepted(null), shortOfTokens, send('Next', 'k2'));
    expect(turns.map(({ content }) => content)).toEqual(['Next', '']);
  });
});

describe('another version', () => {
  const told = [send('q1', 'k1'), answer('a1'), done(), send('q2', 'k2'), answer('a2'), done()];
  const otherwise = (instead: string) => ({ ...send('Q', 'k3'), instead }) as const;
  const keys = (...more: Parameters<typeof after>) =>
    after(...told, ...more).turns.map(({ key }) => key);

  it('of a question takes the place of it and of all that came after it', () => {
    expect(keys(otherwise('k1:q'))).toEqual(['k3:q', 'k3:a']);
    expect(keys(otherwise('k2:q'))).toEqual(['k1:q', 'k1:a', 'k3:q', 'k3:a']);
  });

  it('of an answer leaves its question', () => {
    expect(keys(otherwise('k1:a'))).toEqual(['k1:q', 'k3:a']);
    expect(keys(otherwise('k1:a'), answer('a'), done())).toEqual(['k1:q', 'k3:a']);
  });

  it('that is refused can be given up for what was there', () => {
    const before = after(...told);
    for (const instead of ['k1:q', 'k1:a', 'k2:q', 'k2:a', 'none']) {
      const refused = after(...told, otherwise(instead), accepted(null), shortOfTokens);
      expect(reduceThread(refused, { kind: 'withdraw' })).toEqual(before);
    }
  });

  it('that is refused and sent again finds the place that it was for', () => {
    const again = [otherwise('k1:a'), accepted(null), shortOfTokens, otherwise('k1:a')];
    expect(keys(...again)).toEqual(['k1:q', 'k3:a']);
  });
});

describe('an answer', () => {
  it('grows by deltas, and leaves the question the same object', () => {
    const first = after(send(), accepted(), answer('Hel'));
    const second = after(send(), accepted(), answer('Hel'), answer('lo'), answer('', true));
    expect(second.turns[1]?.content).toBe('Hello');
    expect(second.turns[1]?.key).toBe(first.turns[1]?.key);
  });

  it('gives a new conversation its id', () => {
    expect(after(send(), accepted(), meta('c-7')).conversationId).toBe('c-7');
  });

  it('shows what it cost', () => {
    const { turns } = after(send(), accepted(), answer('Hi'), usage);
    expect(turns[1]).toMatchObject({ usage: USAGE, tokens: 15, model: 'demo' });
  });

  it.each([
    ['complete', 'complete', null],
    ['stopped', 'stopped', null],
    ['length', 'complete', 'model'],
  ] as const)('that ends as %s is %s', (reason, status, cutOff) => {
    const state = after(send(), accepted(), answer('Hi'), done(reason));
    expect(state).toMatchObject({ phase: 'idle', generationId: null });
    expect(state.turns[1]).toMatchObject({ status, cutOff, content: 'Hi' });
  });

  it('keeps what was shown when its stream is lost', () => {
    const state = after(send(), accepted(), answer('Half'), { kind: 'failed', failure: GONE });
    expect(state.turns[1]).toMatchObject({ content: 'Half', status: 'failed', failure: GONE });
    expect(state.phase).toBe('idle');
  });
});

describe('a broken connection', () => {
  const reconnecting = { kind: 'reconnecting' } as const;

  it('is shown until the stream is open again, and changes no text', () => {
    const broken = after(send(), accepted(), answer('a'), reconnecting);
    expect([broken.phase, broken.turns[1]?.content]).toEqual(['reconnecting', 'a']);
    const back = after(send(), accepted(), answer('a'), reconnecting, accepted(), answer('b'));
    expect([back.phase, back.turns[1]?.content]).toEqual(['streaming', 'ab']);
  });

  it('hides no Stop that is on its way', () => {
    const stopping = { kind: 'stopping' } as const;
    const broken = after(send(), accepted(), stopping, reconnecting);
    expect(broken.phase).toBe('stopping');
    expect(after(send(), accepted(), stopping, reconnecting, accepted()).phase).toBe('stopping');
  });
});

describe('Stop', () => {
  const stopping = { kind: 'stopping' } as const;

  it('is shown from the press to the end of the answer', () => {
    expect(after(send(), stopping).phase).toBe('stopping');
    expect(after(send(), stopping, accepted(), answer('a')).phase).toBe('stopping');
    expect(after(send(), stopping, accepted(), answer('a'), done('stopped')).phase).toBe('idle');
  });

  it('that did not reach the server gives the answer back', () => {
    const failed = { kind: 'stopFailed' } as const;
    expect(after(send(), accepted(), stopping, failed).phase).toBe('streaming');
    expect(after(send(), accepted(), stopping, done(), failed).phase).toBe('idle');
  });

  it('does nothing where nothing runs', () => {
    expect(after(stopping).phase).toBe('idle');
  });
});
