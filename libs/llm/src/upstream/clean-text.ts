const REPLACEMENT = '\ufffd';

/**
 * Makes the text of an upstream fit for storing and sending: halves of characters and NUL become
 * U+FFFD. A character whose halves come in two pieces stays whole.
 */
export class TextCleaner {
  /** First half of a character whose second half may follow. */
  private held = '';

  /** The clean text of the next piece. */
  push(piece: string): string {
    const text = this.held + piece;
    const last = text.charCodeAt(text.length - 1);
    const keep = last >= 0xd800 && last <= 0xdbff ? 1 : 0;
    this.held = keep ? text.slice(-1) : '';
    return (keep ? text.slice(0, -1) : text).toWellFormed().replaceAll('\0', REPLACEMENT);
  }

  /** What is left when no piece follows. */
  flush(): string {
    const rest = this.held === '' ? '' : REPLACEMENT;
    this.held = '';
    return rest;
  }
}
