/** @jest-environment node */
import { Failure } from '../../../core/http/failure';
import { plainTurn, type ThreadState, type Turn } from '../data-access/thread-state';
import {
  USAGE,
  accepted,
  after,
  answer,
  done,
  message,
  page,
  send,
} from '../data-access/thread-story.fixture';
import { announcementOf } from './announcement';
import { answerCost } from './answer-cost';
import { answerState } from './answer-state';
import { toExchanges } from './exchanges';

const answered = (over: Partial<Turn> = {}): Turn => ({
  ...plainTurn('k:a', 'assistant', 'Hi', 'complete'),
  ...over,
});

describe('what an answer cost', () => {
  it('is said in the words of a receipt', () => {
    const usage = { ...USAGE, tokensUsed: 1_025, completionTokens: 1_015 };
    expect(answerCost({ usage, tokens: 1_015 })).toBe(
      '1,025 tokens used (10 prompt + 1,015 answer)',
    );
  });

  it('is about so much when it is our own count', () => {
    const usage = { ...USAGE, source: 'estimated' } as const;
    expect(answerCost({ usage, tokens: 15 })).toBe('about 25 tokens used (10 prompt + 15 answer)');
  });

  it('is the answer’s own tokens for one from the history', () => {
    expect(answerCost({ usage: null, tokens: 1 })).toBe('1 token');
  });

  it('is nothing while it is not known', () => {
    expect(answerCost({ usage: null, tokens: null })).toBe('');
  });
});

describe('how an answer ended', () => {
  it.each<[Partial<Turn>, string]>([
    [{}, ''],
    [{ status: 'stopped' }, 'Stopped'],
    [{ status: 'interrupted' }, 'Interrupted'],
    [{ status: 'failed' }, 'Failed'],
    [{ status: 'failed', failure: new Failure('model_failed', 'x') }, ''],
    [{ cutOff: 'model' }, 'Cut off at the longest length'],
    [{ cutOff: 'balance' }, 'Cut off: the tokens ran out'],
    [{ cutOff: 'answer_limit' }, 'Cut off at your limit for one answer'],
    [{ cutOff: 'daily_limit' }, 'Cut off at your limit for today'],
  ])('%j is %j', (over, words) => {
    expect(answerState(answered(over))).toBe(words);
  });
});

describe('what a screen reader is told', () => {
  it('is where an answer begins and how it ends, and nothing in between', () => {
    const story = [send(), accepted(), answer('One '), answer('two '), answer('three'), done()];
    const said = story.map((_, n) => announcementOf(after(...story.slice(0, n + 1))));
    expect(said).toEqual([
      'Generating…',
      'Generating…',
      'Generating…',
      'Generating…',
      'Generating…',
      'Answer complete',
    ]);
  });

  it('is that an answer is being stopped, and was', () => {
    const stopping = [send(), accepted(), answer('a'), { kind: 'stopping' }] as const;
    expect(announcementOf(after(...stopping))).toBe('Stopping…');
    expect(announcementOf(after(...stopping, done('stopped')))).toBe('Answer stopped');
  });

  it('is that the connection is lost', () => {
    const story = after(send(), accepted(), { kind: 'reconnecting' });
    expect(announcementOf(story)).toBe('Connection lost, reconnecting…');
  });

  it('is nothing about a failure, which announces itself, nor about the history', () => {
    const failed = { kind: 'failed', failure: new Failure('gone', 'x') } as const;
    expect(announcementOf(after(send(), failed))).toBe('');
    const history = page([message('m1'), message('m2', { role: 'assistant' })]);
    expect(announcementOf(after({ kind: 'loaded', answer: history }))).toBe('');
    expect(announcementOf(after())).toBe('');
  });
});

describe('exchanges', () => {
  const keys = ({ turns }: ThreadState) =>
    toExchanges(turns).map(({ question, answer: told, live }) => [
      question?.key ?? null,
      told?.key ?? null,
      live,
    ]);

  it('put every answer to its question', () => {
    expect(keys(after(send('?', 'k1'), accepted(), answer('a'), done(), send('?', 'k2')))).toEqual([
      ['k1:q', 'k1:a', true],
      ['k2:q', 'k2:a', true],
    ]);
  });

  it('stand alone at the edge of a page', () => {
    const role = 'assistant';
    const rows = [message('m1', { role }), message('m2'), message('m3'), message('m4', { role })];
    expect(keys(after({ kind: 'loaded', answer: page(rows) }))).toEqual([
      [null, 'm1', false],
      ['m2', null, false],
      ['m3', 'm4', false],
    ]);
  });
});
