/** @jest-environment node */
import { ERRORS, FIELD_FAULTS, type ErrorCode, type FieldFault } from '@prome-dify/contracts';
import { Failure, type FailureCode } from '../../../core/http/failure';
import { adviceOn } from './advice';

const CODES: readonly FailureCode[] = [
  ...(Object.keys(ERRORS) as ErrorCode[]),
  'offline',
  'unreachable',
  'unexpected',
];

describe('advice on a failed answer', () => {
  it('leads to the packages when the tokens are short, and says how many are left', () => {
    const failure = new Failure('insufficient_tokens', 'Insufficient tokens', { balance: 3 });
    expect(adviceOn(failure)).toEqual({
      text: 'There are not enough tokens for this answer. You have 3 left.',
      remedy: 'buy',
    });
    expect(adviceOn(new Failure('insufficient_tokens', 'x')).text).not.toMatch(/You have/);
  });

  it('names the debt as the reason while there is one, and for nothing else', () => {
    const failure = new Failure('insufficient_tokens', 'Insufficient tokens', { balance: 0 });
    expect(adviceOn(failure, 1)).toEqual({
      text: expect.stringMatching(/paused while you owe 1 token after a refund or a dispute/),
      remedy: 'buy',
    });
    const other = new Failure('model_failed', 'x');
    expect(adviceOn(other, 83)).toEqual(adviceOn(other));
  });

  it('says how long to wait, when that is known', () => {
    const failure = new Failure('rate_limited', 'x', { retryAfter: 7 });
    expect(adviceOn(failure)).toMatchObject({ remedy: 'wait', seconds: 7 });
    expect(adviceOn(new Failure('rate_limited', 'x')).remedy).toBe('retry');
  });

  it('offers no second try where none can help', () => {
    const hopeless = CODES.filter((code) => adviceOn(new Failure(code, 'x')).remedy === 'none');
    expect(hopeless.sort()).toEqual(['body_too_large', 'gone', 'not_found', 'validation_failed']);
  });

  it('says what is wrong with the message, and offers another try where another model may help', () => {
    const about = (fault: FieldFault) =>
      adviceOn(
        new Failure('validation_failed', 'x', {
          fields: [{ pointer: '/message', message: FIELD_FAULTS[fault], fault }],
        }),
      );
    expect(about('tooLongForModel')).toEqual({
      text: expect.stringMatching(/longer than this model can read/),
      remedy: 'retry',
    });
    expect(about('brokenText').remedy).toBe('none');
  });

  it('promises that the message is kept where the network failed', () => {
    for (const code of ['offline', 'unreachable'] as const)
      expect(adviceOn(new Failure(code, 'x')).text).toMatch(/Your message is kept/);
  });

  it.each(CODES)('is a sentence for %s', (code) => {
    expect(adviceOn(new Failure(code, 'The reason')).text).toMatch(/^[A-Z].*\.$/);
  });
});
