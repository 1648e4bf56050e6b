import type { Token, Tokens } from 'marked';
import type { Inline } from './block';
import { decodeEntities } from './entities';
import { formulaOf, type MathToken } from './math-syntax';
import { safeLink } from './safe-link';

/** Turns marked's inline tokens into ours. HTML is shown as the text it is; images become links. */
export function toInlines(tokens: readonly Token[] | undefined): Inline[] {
  return joinTexts((tokens ?? []).flatMap((token) => toInline(token as InlineToken)));
}

type InlineToken =
  | Tokens.Strong
  | Tokens.Em
  | Tokens.Del
  | Tokens.Codespan
  | Tokens.Br
  | Tokens.Checkbox
  | Tokens.Link
  | Tokens.Image
  | MathToken
  | Tokens.Tag
  | Tokens.Text
  | Tokens.Escape;

function toInline(token: InlineToken): Inline | readonly Inline[] {
  switch (token.type) {
    case 'strong':
    case 'em':
    case 'del':
      return { kind: token.type, inlines: toInlines(token.tokens) };
    case 'codespan':
      return { kind: 'code', text: token.text };
    case 'br':
      return { kind: 'break' };
    case 'checkbox':
      // The list item draws it.
      return [];
    case 'link':
      return linkTo(token.href, toInlines(token.tokens));
    case 'image':
      return linkTo(token.href, [
        plain(decodeEntities(token.text) || $localize`:@@markdown.image:Image`),
      ]);
    case 'math':
      return { kind: 'math', formula: formulaOf(token) };
    case 'html':
      return htmlAsText(token.raw);
    default:
      return 'tokens' in token && token.tokens ? toInlines(token.tokens) : textOf(token);
  }
}

function textOf(token: Tokens.Text | Tokens.Escape): Inline {
  return plain(token.type === 'escape' ? token.text : decodeEntities(token.text));
}

/** `<br>` is what models write in table cells; comments are not meant for the reader. */
function htmlAsText(raw: string): Inline | readonly Inline[] {
  if (/^<br\s*\/?>$/i.test(raw)) return { kind: 'break' };
  return raw.startsWith('<!--') ? [] : plain(raw);
}

function linkTo(href: string, inlines: readonly Inline[]): Inline | readonly Inline[] {
  const safe = safeLink(href);
  return safe === null ? inlines : { kind: 'link', href: safe, inlines: withoutLinks(inlines) };
}

/** A picture in a link would be a link of its own, and a link has only one place to lead to. */
function withoutLinks(inlines: readonly Inline[]): Inline[] {
  return inlines.flatMap((inline) => {
    if (inline.kind === 'link') return inline.inlines;
    return 'inlines' in inline ? { ...inline, inlines: withoutLinks(inline.inlines) } : inline;
  });
}

function plain(text: string): Inline {
  return { kind: 'text', text };
}

/** Neighbouring texts become one, so that a growing text stays one node on the screen. */
function joinTexts(inlines: readonly Inline[]): Inline[] {
  const joined: Inline[] = [];
  for (const inline of inlines) {
    const last = joined.at(-1);
    if (inline.kind === 'text' && last?.kind === 'text') {
      joined[joined.length - 1] = plain(last.text + inline.text);
    } else joined.push(inline);
  }
  return joined;
}
