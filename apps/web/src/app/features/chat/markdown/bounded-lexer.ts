import { Lexer, Tokenizer, getDefaults, type Token, type Tokens, type TokensList } from 'marked';
import { holdsMathBlock, mathSyntax } from './math-syntax';

/** Quotes and lists within each other, and emphasis within emphasis; what lies deeper is text. */
const DEPTH_MAX = 20;

/** A word that nobody writes. Looking for markup in it takes time with the square of its length. */
const ENDLESS_WORD = /[!-~]{2000}/;

/** Marks in one paragraph, each of which may belong to any other. */
const MARKS_MAX = 1_000;
const MARK = /[*_~`[\]<!\\$]+|\n/g;

/** Whether a text would take too long to be looked into for markup. */
export function isEndless(text: string): boolean {
  return ENDLESS_WORD.test(text) || (text.match(MARK)?.length ?? 0) > MARKS_MAX;
}

/** A line of `===` makes a heading of the lines above, but not of a formula between them. */
class HeadingTokenizer extends Tokenizer {
  override lheading(source: string): Tokens.Heading | undefined {
    const heading = super.lheading(source);
    return heading && holdsMathBlock(heading.raw) ? undefined : heading;
  }
}

/** Reads markdown in a time that any text is worth, and never runs out of stack. */
export class BoundedLexer extends Lexer {
  private depth = 0;
  /** The paragraph, or the part of it, that is being read. */
  private line = '';

  /** A reader of `source`, which may be `growing`: its last block may not be complete. */
  constructor(source: string, growing: boolean) {
    super({ ...getDefaults(), tokenizer: new HeadingTokenizer() });
    this.options.extensions = mathSyntax(source, {
      endIsOpen: () => growing && this.depth === 1,
      // Looked up here: the tokens before put their text together anew for whoever asks for its end.
      before: (rest) => this.line.at(-rest.length - 1) ?? '',
    });
  }

  /** All tokens of `source`. */
  static read(source: string, growing = false): TokensList {
    return new BoundedLexer(source, growing).lex(source);
  }

  override blockTokens(source: string, tokens?: Token[], clipped?: boolean): Token[];
  override blockTokens(source: string, tokens?: TokensList, clipped?: boolean): TokensList;
  override blockTokens(source: string, tokens: Token[] = [], clipped?: boolean): Token[] {
    const read = () => super.blockTokens(source, tokens, clipped);
    return this.within(read) ?? this.asText(source, tokens);
  }

  override inlineTokens(source: string, tokens: Token[] = []): Token[] {
    if (isEndless(source)) return this.asText(source, tokens);
    const outer = this.line;
    this.line = source;
    const read = () => super.inlineTokens(source, tokens);
    const found = this.within(read) ?? this.asText(source, tokens);
    this.line = outer;
    return found;
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
