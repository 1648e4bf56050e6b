import { Service, inject, signal } from '@angular/core';
import type { MessageFeedback } from '@prome-dify/contracts';
import { ChatApi } from './chat-api';

/** An answer that is kept, and what was said of it when it was loaded. */
export interface RatedAnswer {
  readonly id: string;
  readonly feedback: MessageFeedback | null;
}

/** What somebody thinks of answers: shown at once, and kept by the API one after the other. */
@Service()
export class Feedback {
  private readonly api = inject(ChatApi);
  /** By the id of the answer: what was said since it was loaded. */
  private readonly changed = signal<ReadonlyMap<string, MessageFeedback | null>>(new Map());
  private last: Promise<unknown> = Promise.resolve();

  of({ id, feedback }: RatedAnswer): MessageFeedback | null {
    const changed = this.changed().get(id);
    return changed === undefined ? feedback : changed;
  }

  /** Resolves with whether it was kept; if not, what was said before stands again. */
  async rate(answer: RatedAnswer, feedback: MessageFeedback | null): Promise<boolean> {
    const before = this.of(answer);
    this.show(answer.id, feedback);
    const work = this.last.then(() => this.api.rate(answer.id, feedback));
    this.last = work.catch(() => null);
    return work.then(
      () => true,
      () => {
        if (this.of(answer) === feedback) this.show(answer.id, before);
        return false;
      },
    );
  }

  private show(id: string, feedback: MessageFeedback | null): void {
    this.changed.update((all) => new Map(all).set(id, feedback));
  }
}
