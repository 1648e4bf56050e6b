/** One character (UTF-16 unit) is at most so many tokens: three bytes, each its own token. */
const TOKENS_PER_UNIT_MAX = 3;
/** Counting costs time, so text grows by at least this much between two counts. */
const STEP_MIN = 32;

/**
 * Notices when an answer has reached the cap that was held for it, for back ends that ignore the
 * cap they were sent. Counts only where the text could have got there since the last count.
 */
export class OutputCap {
  private nextCheck: number;

  constructor(
    private readonly maxTokens: number,
    private readonly countTokens: (text: string) => number,
  ) {
    this.nextCheck = maxTokens / TOKENS_PER_UNIT_MAX;
  }

  /** Whether `text`, the whole answer so far, is longer than the cap. */
  isReached(text: string): boolean {
    if (text.length <= this.nextCheck) return false;
    const left = this.maxTokens - this.countTokens(text);
    this.nextCheck = text.length + Math.max(STEP_MIN, left / TOKENS_PER_UNIT_MAX);
    return left < 0;
  }
}
