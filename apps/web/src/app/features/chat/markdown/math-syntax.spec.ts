/** @jest-environment node */
import fc from 'fast-check';
import { SEED } from '../../../core/seed.fixture';
import { inlinesOf, read, readOpen, stream, textOf } from './markdown.fixture';
import type { Block } from './block';

/** The formulas within the lines of a text. */
const inLines = (source: string) =>
  inlinesOf(read(source)).flatMap((each) =>
    each.kind === 'math' ? [[each.formula.tex, each.formula.display]] : [],
  );
const blocksOf = (blocks: readonly Block[]) =>
  blocks.map((block) => (block.kind === 'math' ? ['math', block.formula.tex] : block.kind));

describe('math in a line', () => {
  it.each([
    ['so $x$ is', 'x', false],
    ['so $a_1 * b_2 * c$, and', 'a_1 * b_2 * c', false],
    ['a **bold $x^2$** word', 'x^2', false],
    ['($5x + 1$)', '5x + 1', false],
    [String.raw`so \(x < y\) is`, 'x < y', false],
    [String.raw`$\$5$ in cash`, String.raw`\$5`, false],
    ['so $$x$$ is', 'x', true],
    [String.raw`so \[x\] is`, 'x', true],
    ['| a |\n|---|\n| $x$ |', 'x', false],
  ])('is found in %j', (source, tex, display) => {
    expect(inLines(source)).toEqual([[tex, display]]);
  });

  it.each([
    'from $5 to $10',
    '$5, $6 and $7',
    'US$100 and CA$200',
    '$5-$10',
    'a $ b $ c',
    '$x$5 is none',
    'a$b$c',
    String.raw`costs \$5 and 6\$`,
    '`$x$` and `\\(x\\)`',
    '$ x$ and $x $',
    '$x\ny$',
    '$$ $$',
    '$half',
    String.raw`\(half`,
  ])('is not seen in %j', (source) => {
    expect(inLines(source)).toEqual([]);
  });

  it('leaves prices as they were written', () => {
    expect(textOf(read('from $5 to $10, or US$ 7'))).toBe('from $5 to $10, or US$ 7');
  });

  it(`leaves any list of prices as it was written (seed ${SEED})`, () => {
    const price = fc.tuple(
      fc.constantFrom('', 'US', 'from ', 'only '),
      fc.nat(99_999),
      fc.constantFrom('', '.50', ',000', 'k', ' a month', '/month', ' each'),
    );
    const joint = fc.constantFrom(', ', ' and ', ' to ', ' or ', '; ', ' \u2013 ', '\n');
    const prices = fc.array(fc.tuple(price, joint), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(prices, (list) => {
        const written = list.map(
          ([[before, sum, after], next]) => `${before}$${sum}${after}${next}`,
        );
        expect(inLines(written.join(''))).toEqual([]);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

describe('math on lines of its own', () => {
  it.each([
    ['$$\nx\n$$', [['math', 'x']]],
    ['$$x$$', [['math', 'x']]],
    ['\\[\nx\n\\]', [['math', 'x']]],
    ['$$\na\n- b\n= c\n# d\n$$', [['math', 'a\n- b\n= c\n# d']]],
    ['so\n$$\nx\n$$\nis', ['paragraph', ['math', 'x'], 'paragraph']],
    ['| a |\n|---|\n| 1 |\n$$\nx\n$$\nis', ['table', ['math', 'x'], 'paragraph']],
    ['| a |\n|---|\n\\[x\\]\n| 1 |', ['table', ['math', 'x'], 'paragraph']],
    ['| a |\n|---|\n$$x$$ | 1', ['table']],
    ['| a |\n|---|\n| 1 |\n$$\nx', ['table']],
    ['$$\na\n\nb\n$$', ['paragraph', 'paragraph']],
    ['```\n$$\nx\n$$\n```', ['code']],
    ['$$\nx', ['paragraph']],
    ['$$ costs\n- one', ['paragraph', 'list']],
  ])('of %j', (source, blocks) => {
    expect(blocksOf(read(source))).toEqual(blocks);
  });

  it('is found in a list', () => {
    const [list] = read('- so\n  $$\n  x\n  $$\n- and');
    expect(list).toMatchObject({
      items: [{ blocks: [{ kind: 'paragraph' }, { formula: { tex: 'x' } }] }, {}],
    });
  });

  it('is shown as it was written until its end has come, whatever it looks like', () => {
    const written = '$$\na\n- b\n# c\n';
    const open = { raw: written, closed: false };
    expect(readOpen(written)).toMatchObject([{ kind: 'math', formula: open }]);
  });

  it.each([6_000, 100_000])('of %s characters is text', (chars) => {
    const long = `$$\n${'x + '.repeat(chars / 4)}\n$$`;
    expect(blocksOf(read(long))).toEqual(['paragraph']);
    // Its last line may begin another one.
    expect(readOpen(long)).toMatchObject([{ kind: 'paragraph' }, { formula: { closed: false } }]);
  });

  it('that has no end holds nothing up: what follows its paragraph is closed as ever', () => {
    const docs = stream(['$$\nx +\n\n', 'One.\n\n', 'Two.\n\n', 'Three.\n\n', 'Four.']);
    expect(docs.at(-2)?.frozen.length).toBeGreaterThan(1);
  });

  it('is drawn once, and stays the same object while the answer grows', () => {
    const docs = stream(['$$\nx', '\n$$\n\n', 'more', ' and more\n\n', 'end\n\n', 'x']);
    const formulas = docs.flatMap(({ blocks }) =>
      blocks.filter((block) => block.kind === 'math' && block.formula.closed),
    );
    expect(new Set(formulas).size).toBe(1);
    expect(formulas.length).toBeGreaterThan(3);
  });
});
