import fc from 'fast-check';
import type { Block, Inline } from './block';
import { EMPTY_DOC, advance, type MarkdownDoc } from './markdown-doc';

/** The document of a complete answer, as a reload shows it. */
export function read(source: string): readonly Block[] {
  return advance(EMPTY_DOC, source, true).blocks;
}

/** The document while `source` is what has come so far. */
export function readOpen(source: string): readonly Block[] {
  return advance(EMPTY_DOC, source, false).blocks;
}

/** What a reader sees of blocks: all but the source that they came from. */
export function drawn(blocks: readonly Block[] | undefined): unknown {
  return JSON.parse(
    JSON.stringify(blocks, (key, value: unknown) => (key === 'raw' ? undefined : value)),
  );
}

/** Every document on the way, when the answer arrives in these pieces; the last one has ended. */
export function stream(pieces: readonly string[]): MarkdownDoc[] {
  const docs: MarkdownDoc[] = [EMPTY_DOC];
  let source = '';
  for (const piece of pieces) {
    source += piece;
    docs.push(advance(docs.at(-1) ?? EMPTY_DOC, source, false));
  }
  docs.push(advance(docs.at(-1) ?? EMPTY_DOC, source, true));
  return docs;
}

/** A text cut at random places. */
export function pieces(text: fc.Arbitrary<string>): fc.Arbitrary<string[]> {
  return text.chain((whole) =>
    fc.array(fc.nat(whole.length), { maxLength: 24 }).map((cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), whole.length];
      return places.slice(1).map((place, n) => whole.slice(places[n], place));
    }),
  );
}

const word = fc.constantFrom(
  'a',
  'word',
  'two words',
  'snake_case',
  '5 * 3',
  'x < y',
  'Größe',
  '1.',
);
const inline = fc.oneof(
  word,
  word.map((text) => `**${text}**`),
  word.map((text) => `*${text}*`),
  word.map((text) => `~~${text}~~`),
  word.map((text) => `\`${text}\``),
  word.map((text) => `[${text}](https://example.com/a_b)`),
  fc.constantFrom('https://example.com', '![pic](https://example.com/p.png)', '&lt;b&gt;', '<br>'),
  fc.constantFrom('$a_1 * b$', '\\(x\\)', '$5', '$10 and', '$$y$$', '\\[z\\]', '$', '$$', '\\('),
  fc.constantFrom('**half', '`half', '[half](', '_', '\\*', 'line\nline', 'hard  \nbreak'),
);
const line = fc.array(inline, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '));

const block = fc.oneof(
  line,
  fc.tuple(fc.constantFrom('# ', '## ', '#### '), line).map((parts) => parts.join('')),
  fc.tuple(line, fc.constantFrom('\n===', '\n---')).map((parts) => parts.join('')),
  fc.array(line, { minLength: 1, maxLength: 4 }).map((items) => `- ${items.join('\n- ')}`),
  fc.array(line, { minLength: 1, maxLength: 3 }).map((items) => `- ${items.join('\n\n- ')}`),
  fc.array(line, { minLength: 1, maxLength: 3 }).map((items) => `1. ${items.join('\n   - ')}`),
  fc.constantFrom('- [ ] open\n- [x] done', '---', '    indented', '<div>\nhtml\n</div>'),
  line.map((text) => `> ${text}\n> more`),
  word.map((text) => `\`\`\`ts\n${text}\n\n- no list\n\`\`\``),
  word.map((text) => `~~~\n${text}\n`),
  word.map((text) => `| a | b |\n|---|:-:|\n| ${text} | 2 |`),
  fc.constantFrom('<!-- note -->', '[ref]: https://example.com', 'see [ref] there'),
  word.map((text) => `$$\n${text}\n- no list\n= 1\n$$`),
  word.map((text) => `${text}\n\\[\n${text}\n\\]`),
  fc.constantFrom('$$\n- half', '$$x$$', '\\[ x', '$$ $$'),
);

/** Markdown as models write it, and as they should not. */
export const markdown = fc
  .array(fc.tuple(block, fc.constantFrom('\n', '\n\n', '\n\n\n')), { maxLength: 8 })
  .map((parts) => parts.flat().join(''));

/** All inline content of blocks, at any depth. */
export function inlinesOf(blocks: readonly Block[]): Inline[] {
  return blocks.flatMap((each) => {
    switch (each.kind) {
      case 'paragraph':
      case 'heading':
        return each.inlines.flatMap(deep);
      case 'quote':
        return inlinesOf(each.blocks);
      case 'list':
        return each.items.flatMap((item) => inlinesOf(item.blocks));
      case 'table':
        return [each.header, ...each.rows].flat().flatMap((cell) => cell.inlines.flatMap(deep));
      default:
        return [];
    }
  });
}

function deep(inline: Inline): Inline[] {
  return [inline, ...('inlines' in inline ? inline.inlines.flatMap(deep) : [])];
}

/** The words of blocks, without their markup. */
export function textOf(blocks: readonly Block[]): string {
  return inlinesOf(blocks)
    .map((each) => ('text' in each ? each.text : ''))
    .join('');
}
