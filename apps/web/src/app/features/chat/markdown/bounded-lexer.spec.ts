/** @jest-environment node */
import { inlinesOf, read, readOpen, textOf } from './markdown.fixture';

/** Text that takes a parser without bounds seconds, or its stack. */
const ENDLESS = {
  'quotes in quotes': '>'.repeat(20_000),
  'quotes with text': `${'> '.repeat(5_000)}x`,
  'lists in a line': '1. '.repeat(7_000),
  'lists in lists': Array.from({ length: 300 }, (_, n) => `${'  '.repeat(n)}- a`).join('\n'),
  'emphasis in emphasis': `${'*a **b '.repeat(1_500)}${' c** d*'.repeat(1_500)}`,
  'stars that do not end': `${'*a **b '.repeat(1_700)}`,
  'links in brackets': `${'['.repeat(3_000)}x${'](a)'.repeat(3_000)}`,
  dollars: '$'.repeat(50_000),
  'dollars in lines': '$$\n'.repeat(20_000),
  'dollars between words': '$a '.repeat(70_000),
  'dollars in pairs between words': '$$ '.repeat(70_000),
  'a few dollars in many words': `$a ${'words '.repeat(40)}`.repeat(900),
  'formulas without an end': '\\['.repeat(20_000),
  'formulas without an end, in lines': '\\[\n'.repeat(20_000),
  formulas: '$x$ '.repeat(50_000),
  'formulas on lines of their own': '$$\nx\n$$\n\n'.repeat(20_000),
  'paragraphs beside a price': `$5\n\n${'words and words\n\n'.repeat(5_000)}`,
  'an address of mail': `${'a.'.repeat(10_000)}@`,
  'an address': `https://a.example/${'a.'.repeat(10_000)}`,
};

describe('a text that goes on and on', () => {
  it.each(Object.entries(ENDLESS))('of %s is read in a second, open or ended', (_name, source) => {
    const started = performance.now();
    read(source);
    readOpen(source);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('is shown as text where it is deeper than anybody writes', () => {
    expect(textOf(read(`${'> '.repeat(30)}deep *down*`))).toBe(`${'> '.repeat(10)}deep *down*`);
  });

  it('of one word has no links in it', () => {
    const word = `https://a.example/${'a'.repeat(2_000)}`;
    expect(inlinesOf(read(`see ${word}`))).toEqual([{ kind: 'text', text: `see ${word}` }]);
  });

  it('is read as markdown where it is as deep as people write', () => {
    const nested = Array.from({ length: 8 }, (_, n) => `${'  '.repeat(n)}- *item ${n}*`).join('\n');
    const emphasis = inlinesOf(read(nested)).filter(({ kind }) => kind === 'em');
    expect(emphasis).toHaveLength(8);
  });
});
