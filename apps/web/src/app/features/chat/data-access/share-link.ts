import { Service, computed, inject, signal } from '@angular/core';
import type { ConversationView, ShareAnswer } from '@prome-dify/contracts';
import { failureOf, type Failure } from '../../../core/http/failure';
import { ChatApi } from './chat-api';
import { Conversations } from './conversations';

/** What is being done about a link. */
export type ShareWork = 'create' | 'show' | 'update' | 'revoke';

/** The public link of one conversation. One per dialog. */
@Service({ autoProvided: false })
export class ShareLink {
  private readonly api = inject(ChatApi);
  private readonly conversations = inject(Conversations);
  private readonly answer = signal<ShareAnswer | null>(null);
  private readonly problem = signal<Failure | null>(null);
  private readonly running = signal<ShareWork | null>(null);
  private readonly finished = signal<ShareWork | null>(null);

  /** `null` while there is none, or it is not known yet. */
  readonly view = this.answer.asReadonly();
  readonly address = computed(() => {
    const { token } = this.answer() ?? {};
    return token === undefined ? '' : new URL(`/shared/${token}`, location.origin).href;
  });
  readonly failure = this.problem.asReadonly();
  readonly work = this.running.asReadonly();
  /** What was done last. */
  readonly done = this.finished.asReadonly();

  /** Asks for the link of a conversation that is known to have one. */
  show({ id, shared }: ConversationView): Promise<void> {
    return shared ? this.attempt('show', () => this.api.share(id), id) : Promise.resolve();
  }

  create(id: string): Promise<void> {
    return this.attempt('create', () => this.api.share(id), id);
  }

  update(id: string): Promise<void> {
    return this.attempt('update', () => this.api.updateShare(id), id);
  }

  revoke(id: string): Promise<void> {
    return this.attempt('revoke', () => this.api.revokeShare(id).then(() => null), id);
  }

  private async attempt(
    work: ShareWork,
    ask: () => Promise<ShareAnswer | null>,
    id: string,
  ): Promise<void> {
    if (this.running() !== null) return;
    this.running.set(work);
    this.problem.set(null);
    this.finished.set(null);
    try {
      const answer = await ask();
      this.answer.set(answer);
      this.conversations.markShared(id, answer !== null);
      this.finished.set(work);
    } catch (error) {
      this.problem.set(failureOf(error));
    } finally {
      this.running.set(null);
    }
  }
}
