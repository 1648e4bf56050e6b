import type { Piece } from '../upstream/piece';

const CONTENT = '"content":"';
/** What JSON writes otherwise than it is, or not at all, within a string. */
const ESCAPED = /["\\]|\p{Cc}/u;

/**
 * A chunk that was read, as a template for those that follow: most chunks of an answer differ in
 * nothing but their text, and so need not be parsed.
 */
export class ChunkTemplate {
  private constructor(
    private readonly head: string,
    private readonly tail: string,
  ) {}

  /**
   * The template of a chunk that said nothing but text; `undefined` where it is not plain to see
   * which characters were the text.
   */
  static of(data: string, { text = '', reasoning, usage, reason, refused }: Piece) {
    if (text === '' || reasoning || usage || reason || refused || data.includes('\\')) return;
    const begin = data.indexOf(CONTENT) + CONTENT.length;
    if (data.lastIndexOf(CONTENT) + CONTENT.length !== begin) return;
    if (!data.startsWith(`${text}"`, begin)) return;
    return new ChunkTemplate(data.slice(0, begin), data.slice(begin + text.length));
  }

  /** The text of a chunk that differs from the template in nothing else. */
  textOf(data: string): string | undefined {
    const { head, tail } = this;
    if (data.length < head.length + tail.length) return undefined;
    if (!data.startsWith(head) || !data.endsWith(tail)) return undefined;
    const text = data.slice(head.length, data.length - tail.length);
    return ESCAPED.test(text) ? undefined : text;
  }
}
