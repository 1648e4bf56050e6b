/** A number or a sign of a sum. */
export type Token = number | '+' | '-' | '*' | '/' | '^' | '(' | ')';

const TOKEN = /\s*(?:(\d+(?:\.\d+)?|\.\d+)|([-+*/^()]))/y;

/** Splits a sum into its numbers and signs; undefined when there is anything else in it. */
export function tokenise(sum: string): Token[] | undefined {
  const tokens: Token[] = [];
  const text = sum.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match) return undefined;
    const [, number, sign] = match;
    tokens.push(number === undefined ? (sign as Token) : Number(number));
  }
  return tokens;
}
