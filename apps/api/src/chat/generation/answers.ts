import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { MessageStatus } from '@prome-dify/contracts';
import type { Observable } from 'rxjs';
import { attached } from '../chat-stream';
import type { GenerationLog, SequencedEvent } from './generation-log';
import { GENERATION_LOG } from './generation-log';
import { Generations } from './generations';
import { PeerReaders } from './peer-readers';
import { Replay } from './replay';

/** How long a stop waits for the process that runs the answer, and how often it looks. */
const STOP_WAIT_MS = 5_000;
const LOOK_MS = 50;

/** Answers wherever they run: in this process, in another, or not any more. */
@Injectable()
export class Answers {
  constructor(
    @Inject(GENERATION_LOG) private readonly log: GenerationLog,
    private readonly generations: Generations,
    private readonly replay: Replay,
    private readonly peers: PeerReaders,
  ) {}

  /**
   * What happened after event `after`, and what goes on happening.
   * @throws ProblemError `not_found`
   */
  async read(
    userId: string,
    generationId: string,
    after: number,
  ): Promise<Observable<SequencedEvent>> {
    const running = this.generations.find(userId, generationId);
    const live = running && this.log.read(generationId, after);
    if (live) return attached(live, () => running.attach());
    // Whose it is, is asked before any log is read.
    const stored = await this.replay.read(userId, generationId);
    // The log remembers for a while what the database does not, such as how the model failed.
    const kept = this.log.read(generationId, after);
    if (kept) return kept;
    const followed = this.log.follow(stored, after);
    const hasEnded = stored.content.closing.length > 0;
    return hasEnded ? followed : attached(followed, () => this.peers.attach(generationId));
  }

  /**
   * Ends an answer and waits until it is settled. One that runs in a process that cannot be asked
   * goes on, and is said to.
   * @throws ProblemError `not_found`
   */
  async stop(userId: string, generationId: string): Promise<MessageStatus> {
    const running = this.generations.find(userId, generationId);
    if (running) return this.generations.stop(running);
    const deadline = performance.now() + STOP_WAIT_MS;
    for (;;) {
      const status = await this.replay.status(userId, generationId);
      if (status !== 'streaming' || performance.now() > deadline) return status;
      if (!this.peers.stop(generationId)) return status;
      await delay(LOOK_MS);
    }
  }
}
