/** @jest-environment node */
import { read, readOpen, textOf } from './markdown.fixture';

describe('an answer of more parts than a page can draw at once', () => {
  it.each([
    ['cells', `|a|b|\n|-|-|\n${'|c|d|\n'.repeat(3_000)}`],
    ['columns', `|${'a|'.repeat(1_500)}\n|${'-|'.repeat(1_500)}\n|${'b|'.repeat(1_500)}`],
    ['items', '- a\n'.repeat(5_000)],
    ['quotes', '> a\n\n'.repeat(2_000)],
    ['formulas', `$$\n${'x+'.repeat(1_000)}1\n$$\n\n`.repeat(20)],
    ['formulas in lines', `so $${'x+'.repeat(400)}1$ is\n\n`.repeat(40)],
  ])('(%s) is shown as it was written', (_name, source) => {
    for (const blocks of [read(source), readOpen(source)]) {
      expect(blocks.length).toBeLessThan(2_000);
      const last = blocks.at(-1);
      expect(last?.kind).toBe('code');
      expect(source).toContain(last?.raw.slice(-100).split('\n\n').at(-1));
    }
  });

  it('is drawn up to there', () => {
    const blocks = read('A *word*.\n\n'.repeat(1_000));
    expect(blocks[0]?.kind).toBe('paragraph');
    expect(blocks).toHaveLength(401);
    expect(blocks.at(-1)).toMatchObject({ kind: 'code', language: '' });
    expect(textOf(blocks.slice(0, 1))).toBe('A word.');
  });

  it('is drawn whole when it is long, as answers are', () => {
    const source = `## Title\n\nSome **bold** text, \`code\` and a [link](https://a.example).\n\n`;
    const row = '| a | b | c |\n';
    const blocks = read(`${source.repeat(100)}${row}|-|-|-|\n${row.repeat(100)}`);
    expect(blocks).toHaveLength(201);
    expect(blocks.at(-1)?.kind).toBe('table');
  });
});
