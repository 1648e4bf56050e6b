/** @jest-environment node */
import type { Block } from './block';
import { read, textOf } from './markdown.fixture';

const only = (source: string): Block => {
  const [block, ...others] = read(source);
  expect(others).toEqual([]);
  if (!block) throw new Error('nothing was read');
  return block;
};

describe('blocks', () => {
  it.each([
    ['# One', 1],
    ['###### Six', 6],
    ['One\n===', 1],
    ['Two\n---', 2],
  ])('%j is a heading of level %i', (source, level) => {
    expect(only(source)).toMatchObject({ kind: 'heading', level });
  });

  it.each([
    ['```ts\nlet a;\n```', 'ts', 'let a;'],
    ['```python title="a.py"\nx\n```', 'python', 'x'],
    ['```c++{1,2}\nx\n```', 'c++', 'x'],
    ['~~~\n<b>&lt;\n~~~', '', '<b>&lt;'],
    ['    indented', '', 'indented'],
    ['```js\nnever closed', 'js', 'never closed'],
  ])('%j is code in %j', (source, language, text) => {
    expect(only(source)).toMatchObject({ kind: 'code', language, text });
  });

  it.each([
    ['```js\na\n```', true],
    ['~~~js\na\n~~~~\n\n', true],
    ['````md\n```js\n```\n````', true],
    ['```js\n```', true],
    ['````md\n```js\n```', false],
    ['```js\na', false],
    ['```js\na\n~~~', false],
    ['```js\na\n``` b', false],
    ['    indented', false],
  ])('say of the code %j whether its fence is closed: %s', (source, closed) => {
    expect(only(source)).toMatchObject({ kind: 'code', closed });
    expect(only(`> ${source.replaceAll('\n', '\n> ')}`)).toMatchObject({ blocks: [{ closed }] });
  });

  it('keep the number that an ordered list begins with', () => {
    expect(only('3. c\n4. d')).toMatchObject({ kind: 'list', ordered: true, start: 3 });
    expect(only('0. a')).toMatchObject({ ordered: true, start: 0 });
    expect(only('- a')).toMatchObject({ ordered: false });
  });

  it('hold lists within lists, and code within lists', () => {
    const list = only('- a\n  - b\n\n    ```\n    x\n    ```');
    expect(list).toMatchObject({
      items: [
        {
          blocks: [
            { kind: 'paragraph' },
            { kind: 'list', items: [{ blocks: [{ kind: 'paragraph' }, { kind: 'code' }] }] },
          ],
        },
      ],
    });
  });

  it.each(['- [ ] open\n- [x] done\n- none', '- [ ] open\n\n- [x] done\n\n- none'])(
    'tell tasks from other items, without their brackets: %j',
    (source) => {
      const list = only(source);
      expect(list.kind === 'list' && list.items.map(({ task }) => task)).toEqual([
        'open',
        'done',
        'none',
      ]);
      expect(textOf([list])).toBe('opendonenone');
    },
  );

  it('give every cell of a table its side', () => {
    const table = only('| l | c | r | n |\n|:--|:-:|--:|---|\n| 1 | **2** | `3` | |');
    if (table.kind !== 'table') throw new Error('no table');
    expect(table.header.map(({ align }) => align)).toEqual(['left', 'center', 'right', null]);
    expect(table.rows[0]?.map(({ align }) => align)).toEqual(['left', 'center', 'right', null]);
    expect(textOf([table])).toBe('lcrn23'.replace('n2', 'n12'));
  });

  it('of a quote are blocks again', () => {
    expect(only('> # A\n> - b')).toMatchObject({
      kind: 'quote',
      blocks: [{ kind: 'heading' }, { kind: 'list' }],
    });
  });

  it('leave out what has nothing to show', () => {
    expect(read('\n\n[a]: https://example.com\n\n<!-- c -->\n\n')).toEqual([]);
    expect(only('***')).toMatchObject({ kind: 'rule' });
  });
});

describe('inline content', () => {
  const inlines = (source: string) => {
    const block = only(source);
    return block.kind === 'paragraph' ? block.inlines : [];
  };
  const text = (value: string) => ({ kind: 'text', text: value });

  it('nests', () => {
    expect(inlines('**a *b* ~~c~~**')).toEqual([
      {
        kind: 'strong',
        inlines: [
          text('a '),
          { kind: 'em', inlines: [text('b')] },
          text(' '),
          { kind: 'del', inlines: [text('c')] },
        ],
      },
    ]);
  });

  it('decodes characters everywhere but in code', () => {
    expect(inlines('&lt; \\* `&lt;`')).toEqual([text('< * '), { kind: 'code', text: '&lt;' }]);
  });

  it('makes one text of neighbours, so that a growing text stays one node', () => {
    expect(inlines('a \\# b &amp; c <i> d')).toEqual([text('a # b & c <i> d')]);
  });

  it('breaks where the author did', () => {
    expect(inlines('a  \nb<br/>c')).toEqual([
      text('a'),
      { kind: 'break' },
      text('b'),
      { kind: 'break' },
      text('c'),
    ]);
  });

  it('links a bare address, and keeps the words of a link that may not be followed', () => {
    expect(inlines('https://example.com/a')).toMatchObject([
      { kind: 'link', href: 'https://example.com/a' },
    ]);
    expect(inlines('[**words**](/billing)')).toEqual([
      { kind: 'strong', inlines: [text('words')] },
    ]);
  });
});
