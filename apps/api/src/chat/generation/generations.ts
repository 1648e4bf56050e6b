import { Inject, Injectable, Logger } from '@nestjs/common';
import type { MessageStatus } from '@prome-dify/contracts';
import type { Config } from '../../platform/config/config';
import { CONFIG } from '../../platform/config/config';
import { ProblemError } from '../../platform/http';
import { Lifecycle } from '../../platform/lifecycle/lifecycle';
import type { GenerationLog } from './generation-log';
import { GENERATION_LOG } from './generation-log';
import { generationsEnded, generationsRunning } from './generation-metrics';
import { GenerationRunner } from './generation-runner';
import type { RunningGeneration } from './running-generation';
import type { Turn } from './turn';

const RETRY_S = 5;

/** The generations that run in this process: jobs of their own, whoever reads them. */
@Injectable()
export class Generations {
  private readonly logger = new Logger(Generations.name);
  private readonly jobs = new Map<string, RunningGeneration>();
  /** Decisions on whether a turn may begin; a turn that may has begun when its decision is made. */
  private readonly deciding = new Set<Promise<unknown>>();

  constructor(
    @Inject(GENERATION_LOG) private readonly log: GenerationLog,
    private readonly runner: GenerationRunner,
    private readonly lifecycle: Lifecycle,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    lifecycle.onDrain(() => this.drain());
  }

  /**
   * Decides on a turn, and starts it if it may begin; a server that stops waits for the decision.
   * @throws ProblemError `server_restarting` or `server_busy` when no more may begin here
   */
  async admit<T>(decide: () => Promise<T>): Promise<T> {
    this.assertRoom();
    const decision = decide();
    this.deciding.add(decision);
    try {
      return await decision;
    } finally {
      this.deciding.delete(decision);
    }
  }

  private assertRoom(): void {
    if (this.lifecycle.isStopping) {
      throw new ProblemError('server_restarting', { retryAfter: RETRY_S });
    }
    // Who is being decided on may be about to run.
    if (this.jobs.size + this.deciding.size >= this.config.MAX_STREAMS) {
      throw new ProblemError('server_busy', { retryAfter: RETRY_S });
    }
  }

  /** Starts the job of an admitted turn; it goes on by itself until it is settled. */
  start(turn: Turn): void {
    const { generationId, conversationId, isNew } = turn;
    this.log.open({ generationId, conversationId, isNew });
    const generation = this.runner.run(turn);
    this.jobs.set(generationId, generation);
    generationsRunning.inc();
    void generation.settled
      .catch((error: unknown) => {
        this.logger.error({ err: error, generationId }, 'not settled');
        return 'unsettled';
      })
      .then((status) => {
        this.jobs.delete(generationId);
        generationsRunning.dec();
        generationsEnded.inc({ model: turn.model.id, status });
      });
  }

  /** A running generation of this user in this process. */
  find(userId: string, generationId: string): RunningGeneration | undefined {
    const generation = this.running(generationId);
    return generation?.turn.userId === userId ? generation : undefined;
  }

  /** A running generation in this process, for those who have asked whose it is. */
  running(generationId: string): RunningGeneration | undefined {
    return this.jobs.get(generationId);
  }

  /** All that run here, for checkpoints and leases. */
  all(): Iterable<RunningGeneration> {
    return this.jobs.values();
  }

  /** Stops a running generation and waits until it is settled. */
  async stop(generation: RunningGeneration): Promise<MessageStatus> {
    generation.abort('stopped');
    return generation.settled;
  }

  /** Lets short answers finish within the drain time, then ends and settles the rest. */
  private async drain(): Promise<void> {
    await Promise.allSettled(this.deciding);
    await this.runner.drain([...this.jobs.values()]);
  }
}
