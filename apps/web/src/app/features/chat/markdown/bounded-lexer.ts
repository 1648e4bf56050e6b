import { Lexer, Tokenizer, getDefaults, type Token, type Tokens, type TokensList } from 'marked';
import { mathSyntax, startOfMathBlock } from './math-syntax';

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

/** Formulas on lines of their own end what marked would take for more of the same. */
class BlockTokenizer extends Tokenizer {
  /** A line of `===` makes a heading of the lines above, but not of a formula between them. */
  override lheading(source: string): Tokens.Heading | undefined {
    const heading = super.lheading(source);
    return heading && startOfMathBlock(heading.raw, false) !== undefined ? undefined : heading;
  }

  /** A line without a bar is one more row, but not where it begins a formula. */
  override table(source: string): Tokens.Table | undefined {
    const table = super.table(source);
    if (!table) return undefined;
    const rows = source.slice(0, table.raw.trimEnd().length);
    const isOpen = rows.length === source.trimEnd().length;
    const end = startOfMathBlock(rows, isOpen && (this.lexer as BoundedLexer).endIsOpen());
    return end === undefined ? table : super.table(source.slice(0, end));
  }
}

/** Reads markdown in a time that any text is worth, and never runs out of stack. */
export class BoundedLexer extends Lexer {
  private depth = 0;
  /** The paragraph, or the part of it, that is being read. */
  private line = '';

  /** A reader of `source`, which may be `growing`: its last block may not be complete. */
  constructor(
    source: string,
    private readonly growing: boolean,
  ) {
    super({ ...getDefaults(), tokenizer: new BlockTokenizer() });
    this.options.extensions = mathSyntax(source, {
      endIsOpen: () => this.endIsOpen(),
      // Looked up here: the tokens before put their text together anew for whoever asks for its end.
      before: (rest) => this.line.at(-rest.length - 1) ?? '',
    });
  }

  /** Whether what is read now ends where the rest has not come yet. */
  endIsOpen(): boolean {
    return this.growing && this.depth === 1;
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
