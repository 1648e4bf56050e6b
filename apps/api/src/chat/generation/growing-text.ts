/** A text, or something that can be read like one. */
export interface LogText {
  readonly length: number;
  /** What comes from `begin` on. */
  slice(begin: number): string;
}

/**
 * A text that grows at its end and is mostly read there. As one string, each reading after an
 * addition would copy all of it.
 */
export class GrowingText implements LogText {
  length = 0;
  private readonly pieces: string[] = [];

  add(piece: string): void {
    this.pieces.push(piece);
    this.length += piece.length;
  }

  slice(begin: number): string {
    let first = this.pieces.length;
    let start = this.length;
    while (start > begin) {
      first -= 1;
      start -= this.pieces[first]?.length ?? start;
    }
    const [head = '', ...rest] = this.pieces.slice(first);
    return [head.slice(begin - start), ...rest].join('');
  }
}
