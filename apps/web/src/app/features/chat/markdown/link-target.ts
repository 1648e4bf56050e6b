import type { Inline } from './block';

type Link = Extract<Inline, { kind: 'link' }>;

/** Characters that are what they look like: no other direction, no other alphabet, nothing invisible. */
const PLAIN = /^[!-~]+$/;

/**
 * Where a link leads, for its reader to see: the host, or the address of a mail. `null` when its text
 * says so itself.
 */
export function unsaidTarget({ href, inlines }: Link): string | null {
  const { protocol, origin, host, pathname } = new URL(href);
  const text = textOf(inlines);
  if (protocol === 'mailto:') return text === pathname ? null : decoded(pathname);
  return PLAIN.test(text) && (begins(text, origin) || begins(text, host)) ? null : host;
}

/** Whether `text` is `start`, alone or with what may follow a host in an address. */
function begins(text: string, start: string): boolean {
  return text.startsWith(start) && /^([/?#]|$)/.test(text.slice(start.length));
}

function textOf(inlines: readonly Inline[]): string {
  const texts = inlines.map((inline) => {
    if (inline.kind === 'break') return ' ';
    if (inline.kind === 'math') return inline.formula.raw;
    return 'text' in inline ? inline.text : textOf(inline.inlines);
  });
  return texts.join('').trim();
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
