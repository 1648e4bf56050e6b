import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { ChatEvent, MessageStatus } from '@prome-dify/contracts';
import type { TokenEstimator, TokenUsage } from '@prome-dify/llm';
import { TOKEN_ESTIMATOR } from '../../models';
import type { Config } from '../../platform/config/config';
import { CONFIG } from '../../platform/config/config';
import { billableUsage } from './billable-usage';
import { collectAnswer } from './collect-answer';
import { doneEvent } from './done-event';
import type { GenerationLog } from './generation-log';
import { GENERATION_LOG } from './generation-log';
import { LateFigures } from './late-figures';
import type { Outcome } from './outcome';
import { OutputCap } from './output-cap';
import { RunningGeneration } from './running-generation';
import type { Settled } from './settlement';
import { Settlement } from './settlement';
import type { Turn } from './turn';

const SETTLE_RETRY_MS = 500;

type FinalStatus = Exclude<MessageStatus, 'streaming'>;

/** Runs one turn: upstream to log, then one settlement, then the closing events. */
@Injectable()
export class GenerationRunner {
  private readonly logger = new Logger(GenerationRunner.name);

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(GENERATION_LOG) private readonly log: GenerationLog,
    @Inject(TOKEN_ESTIMATOR) private readonly estimator: TokenEstimator,
    private readonly settlement: Settlement,
    private readonly lateFigures: LateFigures,
  ) {}

  /** Starts the job. */
  run(turn: Turn): RunningGeneration {
    return new RunningGeneration(turn, this.config.STREAM_GRACE_MS, (generation, controller) =>
      this.job(generation, controller),
    );
  }

  /** Waits for these to end by themselves, at most the drain time, then ends them. */
  async drain(generations: readonly RunningGeneration[]): Promise<void> {
    const all = Promise.allSettled(generations.map((generation) => generation.settled));
    const timer = new AbortController();
    const timeUp = delay(this.config.DRAIN_MS, undefined, { signal: timer.signal }).catch(() => {});
    await Promise.race([all, timeUp]);
    timer.abort();
    for (const generation of generations) generation.abort('restarting');
    await all;
  }

  private async job(
    generation: RunningGeneration,
    controller: AbortController,
  ): Promise<FinalStatus> {
    const { turn } = generation;
    const cap = new OutputCap(turn.maxOutputTokens, this.estimator.text);
    try {
      const outcome = await collectAnswer(turn, cap, controller, {
        text: (text) => {
          generation.append(text);
          this.log.append(turn.generationId, text);
        },
        lateUsage: (usage) => void this.takeLate(generation, usage),
      });
      const status = statusOf(outcome);
      const settled = await this.settle(turn, outcome, status);
      this.warnUncollected(turn, settled);
      this.log.close(turn.generationId, closingEvents(turn, outcome, settled));
      // Only a sweeper settles what is not its own, and calls it interrupted.
      return settled ? status : 'interrupted';
    } catch (error) {
      // The hold stays pending: recovery settles it from the last checkpoint.
      this.log.close(turn.generationId, [errorEvent('internal', 'Something went wrong')]);
      throw error;
    }
  }

  /** Tries again while the database is away, for as long as the lease lasts. */
  private async settle(
    turn: Turn,
    { text, usage, prompt, end }: Outcome,
    status: FinalStatus,
  ): Promise<Settled | undefined> {
    const { model, promptTokens } = turn;
    const figures = { ...(usage && { reported: usage }), ...(prompt && { prompt }) };
    const delivered = { text, promptTokens, status, ...figures };
    const billable = billableUsage(delivered, this.estimator.text);
    const outcome = end.kind === 'done' ? end.reason : end.code;
    const how = { text, status, outcome, billable };
    const ending = { ...turn, modelId: model.id, rates: model.rates, ...how };
    const deadline = performance.now() + this.config.HOLD_LEASE_MS;
    for (;;) {
      try {
        return await this.settlement.settle(ending);
      } catch (error) {
        if (performance.now() > deadline) throw error;
        this.logger.warn({ err: error, generationId: turn.generationId }, 'settlement is retried');
        await delay(SETTLE_RETRY_MS);
      }
    }
  }

  private async takeLate(generation: RunningGeneration, usage: TokenUsage): Promise<void> {
    const isSettled = await generation.settled.then(
      () => true,
      () => false,
    );
    if (isSettled) await this.lateFigures.apply(generation.turn, generation.text, usage);
  }

  private warnUncollected({ generationId }: Turn, settled: Settled | undefined): void {
    if (settled && settled.uncollected > 0) {
      const { uncollected } = settled;
      this.logger.warn({ generationId, uncollected }, 'the answer cost more than was held');
    }
  }
}

function statusOf({ end }: Outcome): FinalStatus {
  if (end.kind === 'done') return end.reason === 'stopped' ? 'stopped' : 'complete';
  return end.code === 'server_restarting' ? 'interrupted' : 'failed';
}

function closingEvents(turn: Turn, { end }: Outcome, settled: Settled | undefined): ChatEvent[] {
  // Somebody else took this answer for abandoned and has settled it: for less, perhaps.
  if (!settled) return [errorEvent('server_restarting', 'The answer was interrupted')];
  const usage: ChatEvent[] = settled.usage ? [{ event: 'usage', data: settled.usage }] : [];
  if (end.kind === 'error') return [...usage, errorEvent(end.code, end.message, end.retryAfter)];
  return [
    { event: 'answer', data: { content: '', finished: true } },
    ...usage,
    doneEvent(end.reason, turn),
  ];
}

function errorEvent(
  code: Extract<Outcome['end'], { kind: 'error' }>['code'],
  error: string,
  retryAfter?: number,
): ChatEvent {
  return {
    event: 'error',
    data: { error, code, ...(retryAfter === undefined ? {} : { retryAfter }) },
  };
}
