import { Global, Injectable, Module } from '@nestjs/common';

type Drain = () => Promise<void>;

/** Whether this process still takes new work, and what must end before it may stop. */
@Injectable()
export class Lifecycle {
  private readonly drains: Drain[] = [];
  private stopping = false;

  /** True from the first signal to stop: readiness answers 503 and new chats are refused. */
  get isStopping(): boolean {
    return this.stopping;
  }

  /** Registers work that has to be brought to an end when the process stops. */
  onDrain(drain: Drain): void {
    this.drains.push(drain);
  }

  /** Refuses new work and resolves when all registered work has ended. */
  async drain(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.drains.map((drain) => drain()));
  }
}

@Global()
@Module({ providers: [Lifecycle], exports: [Lifecycle] })
export class LifecycleModule {}
