import type { Block, Cell, Formula, Inline } from './block';

/** Blocks, items, cells and pieces of text that a page draws without making its reader wait. */
const PIECES_MAX = 2_000;

/** So much TeX is drawn with about as much work as a piece. */
const TEX_OF_PIECE = 10;

/** `blocks`, up to where they are too many to be drawn; the rest is one block, as it was written. */
export function drawable(blocks: readonly Block[]): readonly Block[] {
  let pieces = 0;
  const end = blocks.findIndex((block) => (pieces += piecesOf(block)) > PIECES_MAX);
  if (end === -1) return blocks;
  const raw = blocks
    .slice(end)
    .map((block) => block.raw.trimEnd())
    .join('\n\n');
  return [...blocks.slice(0, end), { kind: 'code', raw, language: '', text: raw, closed: true }];
}

function piecesOf(block: Block): number {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return 1 + sum(block.inlines, inlinePieces);
    case 'quote':
      return 1 + sum(block.blocks, piecesOf);
    case 'list':
      return 1 + sum(block.items, ({ blocks }) => 1 + sum(blocks, piecesOf));
    case 'table':
      return sum([block.header, ...block.rows], (cells) => 1 + sum(cells, cellPieces));
    case 'math':
      return texPieces(block.formula);
    default:
      return 1;
  }
}

function cellPieces({ inlines }: Cell): number {
  return 1 + sum(inlines, inlinePieces);
}

function inlinePieces(inline: Inline): number {
  if (inline.kind === 'math') return texPieces(inline.formula);
  return 1 + ('inlines' in inline ? sum(inline.inlines, inlinePieces) : 0);
}

function texPieces({ tex }: Formula): number {
  return 1 + Math.floor(tex.length / TEX_OF_PIECE);
}

function sum<Item>(items: readonly Item[], count: (item: Item) => number): number {
  return items.reduce((total, item) => total + count(item), 0);
}
