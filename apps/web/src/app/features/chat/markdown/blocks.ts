import type { Token, Tokens } from 'marked';
import type { Block, Cell, ListItem } from './block';
import { toInlines } from './inlines';
import { formulaOf, type MathToken } from './math-syntax';

/** Turns marked's block tokens into ours; what has nothing to show (space, definitions) is left out. */
export function toBlocks(tokens: readonly Token[]): Block[] {
  return tokens.flatMap((token) => toBlock(token as BlockToken) ?? []);
}

type BlockToken =
  | Tokens.Blockquote
  | Tokens.Code
  | Tokens.Def
  | Tokens.Heading
  | Tokens.Hr
  | Tokens.HTML
  | Tokens.List
  | MathToken
  | Tokens.Paragraph
  | Tokens.Space
  | Tokens.Table
  | Tokens.Text;

function toBlock(token: BlockToken): Block | null {
  const { raw } = token;
  switch (token.type) {
    case 'paragraph':
    case 'text':
      return { kind: 'paragraph', raw, inlines: toInlines(token.tokens ?? [token]) };
    case 'heading':
      return { kind: 'heading', raw, level: token.depth, inlines: toInlines(token.tokens) };
    case 'code':
      return codeOf(token);
    case 'blockquote':
      return { kind: 'quote', raw, blocks: toBlocks(token.tokens) };
    case 'list':
      return listOf(token);
    case 'table':
      return { kind: 'table', raw, header: token.header.map(cellOf), rows: rowsOf(token) };
    case 'math':
      return { kind: 'math', raw, formula: formulaOf(token) };
    case 'hr':
      return { kind: 'rule', raw };
    case 'html':
      return htmlAsText(raw);
    default:
      return null;
  }
}

function codeOf({ raw, lang, text }: Tokens.Code): Block {
  const closed = CLOSED.test(raw);
  return { kind: 'code', raw, language: languageOf(lang), text, closed };
}

/** A fence at the end that is as long as the one at the beginning, or longer. */
const CLOSED = /^ {0,3}((`|~)\2{2,})(?!\2)[^]*\n {0,3}\1\2*\s*$/;

/** The first word after the fence; some models add a file name or options. */
function languageOf(info: string | undefined): string {
  return info?.trim().split(/[\s{:,]/)[0] ?? '';
}

function listOf(token: Tokens.List): Block {
  const start = token.start === '' ? 1 : token.start;
  const items = token.items.map(itemOf);
  return { kind: 'list', raw: token.raw, ordered: token.ordered, start, items };
}

function itemOf(item: Tokens.ListItem): ListItem {
  const task = item.task ? (item.checked ? 'done' : 'open') : 'none';
  const tokens = item.tokens.filter(({ type }) => type !== 'checkbox');
  return { raw: item.raw, task, blocks: toBlocks(tokens) };
}

function rowsOf(token: Tokens.Table): Cell[][] {
  return token.rows.map((row) => row.map(cellOf));
}

function cellOf(cell: Tokens.TableCell): Cell {
  return { align: cell.align, inlines: toInlines(cell.tokens) };
}

/** Comments are not meant for the reader; all other HTML is shown as the text it is. */
function htmlAsText(raw: string): Block | null {
  const text = raw.trim();
  if (text === '' || /^<!--[^]*-->$/.test(text)) return null;
  return { kind: 'paragraph', raw, inlines: [{ kind: 'text', text }] };
}
