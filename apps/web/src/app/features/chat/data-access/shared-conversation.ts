import { Service, inject, signal } from '@angular/core';
import type { SharedConversation, SharedMessage } from '@prome-dify/contracts';
import { failureOf, type Failure } from '../../../core/http/failure';
import { ChatApi } from './chat-api';

/** A conversation that somebody has shared, as its link shows it. One per page. */
@Service({ autoProvided: false })
export class SharedConversationView {
  private readonly api = inject(ChatApi);
  private readonly answer = signal<SharedConversation | null>(null);
  private readonly problem = signal<Failure | null>(null);
  private readonly waiting = signal(false);
  private token = '';

  /** `null` until it is known. */
  readonly view = this.answer.asReadonly();
  readonly failure = this.problem.asReadonly();
  readonly loading = this.waiting.asReadonly();

  async load(token: string): Promise<void> {
    this.token = token;
    this.answer.set(null);
    await this.fetch(null, () => []);
  }

  /** Fetches the messages before those that are shown. */
  async loadOlder(): Promise<void> {
    const view = this.answer();
    if (!view?.nextCursor || this.waiting()) return;
    await this.fetch(view.nextCursor, () => view.messages);
  }

  private async fetch(cursor: string | null, after: () => readonly SharedMessage[]): Promise<void> {
    const { token } = this;
    this.waiting.set(true);
    this.problem.set(null);
    try {
      const answer = await this.api.shared(token, cursor);
      if (token === this.token) {
        this.answer.set({ ...answer, messages: [...answer.messages, ...after()] });
      }
    } catch (error) {
      if (token === this.token) this.problem.set(failureOf(error));
    } finally {
      if (token === this.token) this.waiting.set(false);
    }
  }
}
