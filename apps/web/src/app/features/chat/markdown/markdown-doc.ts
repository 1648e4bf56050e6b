import type { Token } from 'marked';
import remend from 'remend';
import type { Block } from './block';
import { toBlocks } from './blocks';
import { BoundedLexer, isEndless } from './bounded-lexer';
import { drawable } from './drawable';
import { reuseBlocks } from './reuse';
import { withoutLooseEnd } from './loose-end';

/** An answer's markdown while it grows. */
export interface MarkdownDoc {
  readonly source: string;
  /** So many characters of `source` are settled: nothing that may follow can change their blocks. */
  readonly frozenChars: number;
  readonly frozen: readonly Block[];
  /** All blocks to draw: the frozen ones, then those of the open end. */
  readonly blocks: readonly Block[];
}

export const EMPTY_DOC: MarkdownDoc = { source: '', frozenChars: 0, frozen: [], blocks: [] };

/** What follows a block can still change it (a list goes on after a blank line), so two stay open. */
const OPEN_BLOCKS = 2;

/**
 * The document of `source`, made from that of a shorter source: only its open end is read again. Once
 * `ended`, the whole is read as one, so that it is exactly what a reload will show.
 */
export function advance(doc: MarkdownDoc, source: string, ended: boolean): MarkdownDoc {
  const text = source.replace(/\r\n?/g, '\n');
  const known = text.startsWith(doc.source) ? doc : EMPTY_DOC;
  return ended ? readWhole(known, text) : readEnd(known, text);
}

function readWhole(doc: MarkdownDoc, source: string): MarkdownDoc {
  const tokens = BoundedLexer.read(source);
  // A link defined further down changes blocks whose text stays the same.
  const defines = Object.keys(tokens.links).length > 0;
  const blocks = reuseBlocks(defines ? [] : doc.blocks, drawable(toBlocks(tokens)));
  return { source, frozenChars: source.length, frozen: blocks, blocks };
}

function readEnd(doc: MarkdownDoc, source: string): MarkdownDoc {
  const { frozen, frozenChars } = freeze(doc, source);
  const open = withoutLooseEnd(source.slice(frozenChars));
  const next = drawable([...frozen, ...toBlocks(BoundedLexer.read(repair(open), true))]);
  return { source, frozen, frozenChars, blocks: reuseBlocks(doc.blocks, next) };
}

function freeze(doc: MarkdownDoc, source: string): Pick<MarkdownDoc, 'frozen' | 'frozenChars'> {
  const end = source.slice(doc.frozenChars);
  const closed = closedPart(end);
  if (closed === '') return doc;
  const frozen = [...doc.frozen, ...toBlocks(BoundedLexer.read(closed))];
  return { frozen, frozenChars: doc.frozenChars + closed.length };
}

/** The beginning of `text` whose blocks are settled. */
function closedPart(text: string): string {
  const tokens: Token[] = new BoundedLexer(text, true).blockTokens(text, []);
  const starts = tokens.flatMap(({ type }, index) => (type === 'space' ? [] : [index]));
  const firstOpen = starts.at(-OPEN_BLOCKS) ?? 0;
  if (starts.length <= OPEN_BLOCKS) return '';
  const closed = tokens
    .slice(0, firstOpen)
    .map(({ raw }) => raw)
    .join('');
  return text.startsWith(closed) ? closed : '';
}

/** Closes what is half open (`**bold`, `[link](`), so that no markup flashes up. */
function repair(text: string): string {
  if (isEndless(text)) return text;
  return remend(text, {
    linkMode: 'text-only',
    katex: false,
    comparisonOperators: false,
    singleTilde: false,
  });
}
