import { AnswerBuilder } from './answer-builder';

describe('AnswerBuilder', () => {
  it('cuts the text at its limit, never through a character', () => {
    const answer = new AnswerBuilder(6);
    answer.add({ text: 'abc😀' });
    expect(answer.endReason).toBe('length');
    expect(answer.end('length')).toEqual([
      { t: 'delta', text: 'abc' },
      { t: 'end', reason: 'length' },
    ]);
  });

  it('gives no text after the cut', () => {
    const answer = new AnswerBuilder(3);
    answer.add({ text: 'abcd' });
    answer.add({ text: 'e' });
    expect(answer.take()).toEqual([{ t: 'delta', text: 'abc' }]);
  });

  it('does not call an answer cut that fits exactly', () => {
    const answer = new AnswerBuilder(3);
    answer.add({ text: 'abc', reason: 'stop' });
    expect(answer.endReason).toBe('stop');
  });

  it('ends as a refusal when the model refused, whatever the reason is called', () => {
    const answer = new AnswerBuilder(100);
    answer.add({ text: 'I cannot', refused: true });
    expect(answer.endReason).toBeUndefined();
    answer.add({ reason: 'stop' });
    expect(answer.endReason).toBe('refusal');
  });

  it('counts thinking towards the limit', () => {
    const answer = new AnswerBuilder(4);
    answer.add({ reasoning: 'abc' });
    answer.add({ text: 'def' });
    expect(answer.take()).toEqual([
      { t: 'reasoning', text: 'abc' },
      { t: 'delta', text: 'd' },
    ]);
  });

  it('replaces all text so far, and measures what replaces it anew', () => {
    const answer = new AnswerBuilder(6);
    answer.add({ text: 'abc' });
    answer.add({ text: 'defghi', replaces: true });
    expect(answer.endReason).toBeUndefined();
    answer.add({ text: 'j' });
    expect(answer.take()).toEqual([
      { t: 'delta', text: 'abc' },
      { t: 'replace', text: 'defghi' },
    ]);
    expect(answer.endReason).toBe('length');
  });

  it('replaces by nothing', () => {
    const answer = new AnswerBuilder(6);
    answer.add({ text: 'abc\ud83d' });
    answer.add({ text: '', replaces: true });
    expect(answer.end('stop')).toEqual([
      { t: 'delta', text: 'abc' },
      { t: 'replace', text: '' },
      { t: 'end', reason: 'stop' },
    ]);
  });
});
