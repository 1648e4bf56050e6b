import { randomUUID } from 'node:crypto';

/** What Dify notes of one answer: its names, and whether it was told to stop. */
export class DifyTask {
  readonly taskId = randomUUID();
  readonly messageId = randomUUID();
  readonly conversationId = randomUUID();
  readonly workflowRunId = randomUUID();
  /** Aborts when the person who asked wants it to stop. */
  readonly stopped: AbortSignal;
  /** Whether the app still works on it, with or without a reader. */
  running = true;
  /** The row of `GET /messages`, once it is written. */
  row: object | undefined;
  private readonly stopping = new AbortController();

  constructor(readonly user: string) {
    this.stopped = this.stopping.signal;
  }

  stop(): void {
    this.stopping.abort();
  }
}
