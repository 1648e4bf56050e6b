import type { MarkedOptions } from 'marked';
import type { Formula } from './block';

/** TeX in a text, as the lexer finds it. */
export interface MathToken {
  readonly type: 'math';
  readonly raw: string;
  /** The TeX between the delimiters. */
  readonly text: string;
  /** Whether it was set off (`$$`, `\[`) from the line. */
  readonly display: boolean;
  /** Whether its end has come. */
  readonly closed: boolean;
}

/** Longer TeX is shown as it was written. */
const BLOCK_MAX = 5_000;
const INLINE_MAX = 1_000;

const BLOCK = /^ {0,3}(\$\$|\\\[)/;
/** The end of a paragraph, or a line in it that may be math. */
const BREAK = /\n(?:[ \t]*\n| {0,3}(\$\$|\\\[))/g;
/** So many lines of a paragraph are tried. */
const TRIES_MAX = 10;
const BLANK_LINE = /\n[ \t]*\n/;
const REST_OF_LINE = /^[ \t]*(?:\n|$)/;
const CLOSING: Readonly<Record<string, string>> = { $$: '$$', '\\[': '\\]', '\\(': '\\)' };

/** `$5 and some more`: a number and a word, which TeX does not have. */
const PRICE = /^\d[\d.,]*\s+[a-z]{2}/i;

/**
 * A dollar that opens has no blank behind it and no word before it; one that closes has no blank
 * before it and neither digit nor word behind it: `$5 and $10` are prices.
 */
const DOLLARS = /^\$(?![\s$])((?:\\[^\n]|[^\\$`\n])+)\$(?![\w$])/;

/** The formula of a token. */
export function formulaOf({ raw, text, display, closed }: MathToken): Formula {
  return { raw, tex: text, display, closed };
}

/** Where the lexer is. */
export interface Reading {
  /** Whether what is read ends where the rest has not come yet. */
  endIsOpen(): boolean;
  /** The character before `rest`, the end of what is read; `''` where there is none. */
  before(rest: string): string;
}

/** What marked needs to find math; `null` for a text that cannot hold any. */
export function mathSyntax(source: string, reading: Reading): MarkedOptions['extensions'] {
  if (!/\$|\\[[(]/.test(source)) return null;
  return {
    renderers: {},
    childTokens: {},
    block: [(text) => blockMath(text, reading.endIsOpen())],
    startBlock: [(text) => startOfMathBlock(text, reading.endIsOpen())],
    inline: [(text) => inlineMath(text, reading.before(text))],
    startInline: [startOfInline],
  };
}

/**
 * Math on lines of its own. While its end has not come and still may, all that follows is one text:
 * what looks like a list in it is none.
 */
function blockMath(source: string, endIsOpen: boolean): MathToken | undefined {
  const opening = BLOCK.exec(source);
  const closing = CLOSING[opening?.[1] ?? ''];
  if (!opening || !closing) return undefined;
  const text = paragraphOf(source.slice(0, BLOCK_MAX));
  const from = opening[0].length;
  const end = text.indexOf(closing, from);
  if (end === -1) {
    const open = endIsOpen && text.length === source.length;
    return open ? { ...formula(source, source.slice(from), true), closed: false } : undefined;
  }
  const rest = REST_OF_LINE.exec(source.slice(end + closing.length, BLOCK_MAX));
  if (!rest) return undefined;
  const raw = source.slice(0, end + closing.length + rest[0].length);
  return tokenOf(raw, text.slice(from, end), true);
}

function inlineMath(source: string, before: string): MathToken | undefined {
  if (source.startsWith('$') && source[1] !== '$') {
    const found = /[\w$]/.test(before) ? null : DOLLARS.exec(source.slice(0, INLINE_MAX));
    const tex = found?.[1] ?? '';
    return found && !/\s$/.test(tex) && !PRICE.test(tex)
      ? tokenOf(found[0], tex, false)
      : undefined;
  }
  const opening = source.slice(0, 2);
  const closing = CLOSING[opening];
  if (closing === undefined) return undefined;
  const text = paragraphOf(source.slice(0, INLINE_MAX));
  const end = text.indexOf(closing, opening.length);
  if (end === -1) return undefined;
  return tokenOf(text.slice(0, end + 2), text.slice(2, end), opening !== '\\(');
}

/** A token, unless there is nothing between the delimiters, or another one. */
function tokenOf(raw: string, tex: string, display: boolean): MathToken | undefined {
  const token = formula(raw, tex, display);
  return token.text === '' || token.text.startsWith('$') ? undefined : token;
}

function formula(raw: string, tex: string, display: boolean): MathToken {
  return { type: 'math', raw, text: tex.trim(), display, closed: true };
}

/** `text` up to its first blank line: no formula goes beyond that. */
function paragraphOf(text: string): string {
  const end = BLANK_LINE.exec(text)?.index;
  return end === undefined ? text : text.slice(0, end);
}

/** Where a block of math interrupts a paragraph or a table. */
export function startOfMathBlock(source: string, endIsOpen: boolean): number | undefined {
  let tries = 0;
  for (const { 1: opening, index } of source.matchAll(BREAK)) {
    tries += 1;
    if (opening === undefined || tries > TRIES_MAX) return undefined;
    const at = index + 1;
    if (blockMath(source.slice(at), endIsOpen)) return at;
  }
  return undefined;
}

/** Where in a line math may begin. */
function startOfInline(source: string): number | undefined {
  const places = ['$', '\\(', '\\['].map((sign) => source.indexOf(sign)).filter((at) => at >= 0);
  return places.length > 0 ? Math.min(...places) : undefined;
}
