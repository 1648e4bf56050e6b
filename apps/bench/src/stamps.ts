/** Digits of a stamp: microseconds of the clock that all processes of one machine share. */
const DIGITS = 16;
const STAMP = /\d{16}/g;

/** Now, in microseconds of that clock. */
export function nowMicros(): number {
  const [seconds, nanos] = process.hrtime();
  return seconds * 1_000_000 + Math.floor(nanos / 1_000);
}

/** The text of one delta: when it was sent, and a blank. */
export function stamp(): string {
  return `${String(nowMicros()).padStart(DIGITS, '0')} `;
}

/** Finds the stamps in an answer, however its bytes are cut and whatever is around them. */
export class StampReader {
  private rest = '';

  /** The stamps that are complete with this piece. */
  read(piece: string): number[] {
    const text = this.rest + piece;
    const found: number[] = [];
    let end = 0;
    for (const match of text.matchAll(STAMP)) {
      found.push(Number(match[0]));
      end = match.index + DIGITS;
    }
    this.rest = text.slice(Math.max(end, text.length - DIGITS + 1));
    return found;
  }
}
