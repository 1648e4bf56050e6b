const ALLOWED = new Set(['http:', 'https:', 'mailto:']);

/** A link's address when it may be followed, else `null`. Relative addresses may not: they are guesses. */
export function safeLink(href: string): string | null {
  try {
    const url = new URL(href);
    return ALLOWED.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
