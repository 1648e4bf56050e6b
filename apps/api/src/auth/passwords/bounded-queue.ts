import { ProblemError } from '../../platform/http';

const RETRY_AFTER_SECONDS = 2;

/** Runs at most `width` pieces of work at once; `lengthMax` more may wait, first come first served. */
export class BoundedQueue {
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(
    private readonly width: number,
    private readonly lengthMax: number,
  ) {}

  /**
   * Runs `work` when its turn has come and passes on its result or error.
   * @throws ProblemError `server_busy` when the queue is full
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.enter();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private async enter(): Promise<void> {
    if (this.running < this.width) {
      this.running += 1;
      return;
    }
    if (this.waiting.length >= this.lengthMax) {
      throw new ProblemError('server_busy', { retryAfter: RETRY_AFTER_SECONDS });
    }
    await new Promise<void>((resume) => this.waiting.push(resume));
  }

  /** Hands the place to who waits longest, or frees it. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.running -= 1;
  }
}
