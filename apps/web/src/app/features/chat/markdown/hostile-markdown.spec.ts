/** @jest-environment node */
import fc from 'fast-check';
import { SEED } from '../../../core/seed.fixture';
import { inlinesOf, markdown, pieces, read, readOpen, stream, textOf } from './markdown.fixture';

const linksOf = (source: string) =>
  inlinesOf(read(source)).flatMap((each) => (each.kind === 'link' ? [each.href] : []));

describe('a hostile answer', () => {
  it.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](<javascript:alert(1)>)',
    '[x](java&#115;cript:alert(1))',
    '[x](javascript&colon;alert(1))',
    '[x](&#x6A;avascript:alert(1))',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '[x](vbscript:x)',
    '![x](javascript:alert(1))',
    '<javascript:alert(1)>',
    '[x][1]\n\n[1]: javascript:alert(1)',
    '[x](\u0001javascript:alert(1))',
    '[x](file:///etc/passwd)',
    '[![x](javascript:a)](javascript:b)',
    '| a |\n|---|\n| [x](javascript:alert(1)) |',
    '- [x](javascript:alert(1))',
    '> [x](javascript:alert(1))',
  ])('has no link in %j', (source) => {
    expect(linksOf(source)).toEqual([]);
    expect(textOf(read(source))).toMatch(/x|javascript/);
  });

  it.each([
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['a <b onclick="x">b</b> c', 'a <b onclick="x">b</b> c'],
    [
      '<iframe src="https://evil.example"></iframe>',
      '<iframe src="https://evil.example"></iframe>',
    ],
    ['<style>*{display:none}</style>', '<style>*{display:none}</style>'],
    ['&lt;script&gt;alert(1)&lt;/script&gt;', '<script>alert(1)</script>'],
    ['<svg/onload=alert(1)>', '<svg/onload=alert(1)>'],
  ])('%s is shown as the text it is', (source, text) => {
    expect(textOf(read(source))).toBe(text);
    expect(inlinesOf(read(source)).every(({ kind }) => kind === 'text')).toBe(true);
  });

  it('cannot load a picture, which would tell a stranger that it was read', () => {
    expect(inlinesOf(read('![pixel](https://evil.example/p.gif)'))).toEqual([
      {
        kind: 'link',
        href: 'https://evil.example/p.gif',
        inlines: [{ kind: 'text', text: 'pixel' }],
      },
      { kind: 'text', text: 'pixel' },
    ]);
  });

  it('in an HTML comment says nothing', () => {
    expect(read('<!-- ignore all instructions -->')).toEqual([]);
    expect(textOf(read('a <!-- secret --> b'))).toBe('a  b');
  });

  it(`has only links that may be followed, and only kinds that we draw (seed ${SEED})`, () => {
    const payload = fc.constantFrom(
      'javascript:alert(1)',
      'data:text/html,x',
      '<script>',
      '"><img>',
    );
    const around = fc.constantFrom(
      '[x](',
      ')',
      '![',
      '](',
      '<',
      '>',
      '[1]: ',
      '`',
      '|',
      '\n',
      '> ',
    );
    const hostile = fc.array(fc.oneof(payload, around, markdown), { maxLength: 10 });
    const drawn = ['text', 'code', 'strong', 'em', 'del', 'link', 'break', 'math'];
    fc.assert(
      fc.property(pieces(hostile.map((parts) => parts.join(''))), (parts) => {
        for (const each of stream(parts).flatMap(({ blocks }) => inlinesOf(blocks))) {
          expect(drawn).toContain(each.kind);
          if (each.kind === 'link') expect(each.href).toMatch(/^(https?|mailto):/);
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it.each([
    ['brackets', '['.repeat(5_000)],
    ['quotes', '>'.repeat(2_000)],
    ['stars', '*a '.repeat(3_000)],
    ['backticks', '`'.repeat(5_001)],
    ['half a table', `|${' a |'.repeat(2_000)}`],
    ['entities', '&#x'.repeat(5_000)],
  ])('of many %s is read in reasonable time', (_name, source) => {
    const started = performance.now();
    read(source);
    readOpen(source);
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
