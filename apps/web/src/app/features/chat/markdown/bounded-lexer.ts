import { Lexer, type Token, type TokensList } from 'marked';

/** Quotes and lists within each other, and emphasis within emphasis; what lies deeper is text. */
const DEPTH_MAX = 20;

/** A word that nobody writes. Looking for markup in it takes time with the square of its length. */
const ENDLESS_WORD = /[!-~]{2000}/;

/** Marks in one paragraph, each of which may belong to any other. */
const MARKS_MAX = 1_000;
const MARK = /[*_~`[\]<!\\]+|\n/g;

/** Whether a text would take too long to be looked into for markup. */
export function isEndless(text: string): boolean {
  return ENDLESS_WORD.test(text) || (text.match(MARK)?.length ?? 0) > MARKS_MAX;
}

/** Reads markdown in a time that any text is worth, and never runs out of stack. */
export class BoundedLexer extends Lexer {
  private depth = 0;

  /** All tokens of `source`. */
  static override lex(source: string): TokensList {
    return new BoundedLexer().lex(source);
  }

  override blockTokens(source: string, tokens?: Token[], clipped?: boolean): Token[];
  override blockTokens(source: string, tokens?: TokensList, clipped?: boolean): TokensList;
  override blockTokens(source: string, tokens: Token[] = [], clipped?: boolean): Token[] {
    const read = () => super.blockTokens(source, tokens, clipped);
    return this.within(read) ?? this.asText(source, tokens);
  }

  override inlineTokens(source: string, tokens: Token[] = []): Token[] {
    if (isEndless(source)) return this.asText(source, tokens);
    const read = () => super.inlineTokens(source, tokens);
    return this.within(read) ?? this.asText(source, tokens);
  }

  /** Reads one level deeper, unless that is too deep. */
  private within<Read>(read: () => Read): Read | null {
    if (this.depth >= DEPTH_MAX) return null;
    this.depth += 1;
    try {
      return read();
    } finally {
      this.depth -= 1;
    }
  }

  private asText(source: string, tokens: Token[]): Token[] {
    if (source !== '') tokens.push({ type: 'text', raw: source, text: source });
    return tokens;
  }
}
