/** One UTF-16 unit is at most so many bytes, and each of these could be a token of its own. */
const BYTES_PER_UNIT_MAX = 3;
/** Counting costs time, so text grows by at least so many bytes between two counts. */
const STEP_MIN = 32;

/**
 * Notices when an answer has reached the cap that was held for it, for back ends that ignore the
 * cap they were sent. Counts only where the text could have got there since the last count, a token
 * being at least a byte, and then what is new: pieces have at least about as many tokens as the
 * whole, which is counted last.
 */
export class OutputCap {
  /** So many bytes cannot be too many tokens. */
  private harmlessBytes: number;
  /** The bytes of the first so many UTF-16 units, as far as they were measured. */
  private measured = { units: 0, bytes: 0 };
  /** The tokens of the first so many UTF-16 units, as far as they were counted. */
  private counted = { units: 0, tokens: 0 };

  constructor(
    private readonly maxTokens: number,
    private readonly countTokens: (text: string) => number,
  ) {
    this.harmlessBytes = maxTokens;
  }

  /** Whether `text`, the whole answer so far, is longer than the cap. */
  isReached(text: string): boolean {
    const { measured } = this;
    const unmeasured = text.length - measured.units;
    // To look into a text that grows copies all of it, so that is not done for every piece.
    if (measured.bytes + unmeasured * BYTES_PER_UNIT_MAX <= this.harmlessBytes) return false;
    const bytes = measured.bytes + Buffer.byteLength(text.slice(measured.units));
    this.measured = { units: text.length, bytes };
    if (bytes <= this.harmlessBytes) return false;
    const added = this.countTokens(text.slice(this.counted.units));
    let tokens = this.counted.tokens + added;
    if (tokens > this.maxTokens) tokens = this.countTokens(text);
    this.counted = { units: text.length, tokens };
    const left = this.maxTokens - tokens;
    this.harmlessBytes = bytes + Math.max(STEP_MIN, left);
    return left < 0;
  }
}
