import fc from 'fast-check';
import { cutRuns } from './cut-runs';

describe('cutRuns', () => {
  it('loses nothing and changes no order', () => {
    const texts = fc.string({
      unit: fc.constantFrom('a', ' ', '😀', '\ud83d', '\n', 'ab '.repeat(30)),
    });
    fc.assert(
      fc.property(texts, fc.nat(200), (text, times) => {
        const whole = text.repeat(times);
        expect([...cutRuns(whole)].join('')).toBe(whole);
      }),
    );
  });

  it('leaves ordinary text in one piece', () => {
    const text = 'Words of ordinary length, many times. '.repeat(50);
    expect([...cutRuns(text)]).toEqual([text]);
  });

  it('cuts a run of one letter, and never through a character', () => {
    expect([...cutRuns(`x ${'a'.repeat(130)} y`)]).toEqual([
      'x ',
      'a'.repeat(64),
      'a'.repeat(64),
      'aa',
      ' y',
    ]);
    const emoji = [...cutRuns(`a${'😀'.repeat(60)}`)];
    expect(emoji.every((piece) => !/[\ud800-\udbff]$/.test(piece))).toBe(true);
  });
});
