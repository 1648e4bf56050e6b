/** @jest-environment node */
import { read } from './markdown.fixture';
import { reuseBlocks } from './reuse';

describe('blocks that have not changed', () => {
  it('are the same objects as before; the others are not', () => {
    const before = read('# A\n\nb\n\nc');
    const after = reuseBlocks(before, read('# A\n\nb\n\nc, and more'));
    expect(after.map((block, n) => block === before[n])).toEqual([true, true, false]);
  });

  it('are so within a list that grows', () => {
    const before = read('- a\n- b\n');
    const [list] = reuseBlocks(before, read('- a\n- b\n- c\n'));
    const [old] = before;
    if (list?.kind !== 'list' || old?.kind !== 'list') throw new Error('no list');
    expect(list.items[0]).toBe(old.items[0]);
    expect(list.items).toHaveLength(3);
  });

  it('are so within an item and within a quote that grow', () => {
    const before = read('> a\n>\n> b');
    const [quote] = reuseBlocks(before, read('> a\n>\n> b, and more'));
    const [old] = before;
    if (quote?.kind !== 'quote' || old?.kind !== 'quote') throw new Error('no quote');
    expect(quote.blocks[1]).not.toBe(old.blocks[1]);
    expect(quote.blocks[0]?.kind).toBe('paragraph');
  });

  it('are not taken for others of the same text', () => {
    const [code] = reuseBlocks(read('a'), read('    a'));
    expect(code?.kind).toBe('code');
  });
});
