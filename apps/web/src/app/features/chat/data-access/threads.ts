import { Service, computed, effect, inject, signal, untracked } from '@angular/core';
import { Balance } from '../../../core/balance/balance';
import type { Failure } from '../../../core/http/failure';
import { Session } from '../../../core/session/session';
import { Occupation } from '../../../core/updates/occupation';
import { Conversations } from './conversations';
import { Drafts } from './drafts';
import { Thread } from './thread';
import type { ThreadListener } from './thread-port';
import { HttpThreadTransport } from './thread-transport';

/** No answer arrived, so the message may be there all the same: it keeps its key. */
const UNKNOWN_OUTCOME = new Set<Failure['code']>(['offline', 'unreachable', 'unexpected']);

/**
 * All open conversations. One that is generating stays open when another page is shown, so that its
 * answer goes on; one with a message that was not accepted stays until that is sent or dropped.
 */
@Service()
export class Threads {
  private readonly balance = inject(Balance);
  private readonly conversations = inject(Conversations);
  private readonly drafts = inject(Drafts);
  private readonly session = inject(Session);
  private readonly transport = inject(HttpThreadTransport);
  private readonly open = signal<readonly Thread[]>([]);
  private readonly listener: ThreadListener = {
    sent: (scope) => this.drafts.accepted(scope),
    refused: (scope, failure) => this.keepMessage(scope, failure),
    began: (id, firstMessage) => this.conversations.began(id, firstMessage),
    charged: () => this.balance.moved(),
    ended: (id) => this.answered(id),
  };

  constructor() {
    inject(Occupation).watch(computed(() => this.open().some((thread) => thread.busy())));
    effect(() => {
      if (!this.session.signedIn()) untracked(() => this.close(() => true));
    });
  }

  /** The conversation of this id: the open one where something is going on, else loaded anew. */
  of(id: string): Thread {
    const running = this.find((thread) => thread.conversationId() === id);
    if (running) return running;
    const thread = this.add(id);
    void thread.load();
    return thread;
  }

  /** A conversation that has not begun: the one whose message failed, unless `anew`. */
  fresh(anew = false): Thread {
    const failed = this.find((thread) => thread.conversationId() === null && !thread.busy());
    return (!anew && failed) || this.add(null);
  }

  private find(fits: (thread: Thread) => boolean): Thread | undefined {
    this.close((thread) => !thread.busy() && !thread.holdsUnsent());
    return untracked(this.open).find(fits);
  }

  private add(id: string | null): Thread {
    const thread = new Thread(this.transport, this.listener, id);
    this.open.update((open) => [...open, thread]);
    return thread;
  }

  private close(which: (thread: Thread) => boolean): void {
    for (const thread of untracked(this.open).filter(which)) {
      thread.dispose();
      this.open.update((open) => open.filter((other) => other !== thread));
    }
  }

  /** A complete answer moves its conversation up. */
  private answered(id: string): void {
    this.conversations.unread.answered(id);
    void this.conversations.refresh();
  }

  /** A message waits at its failed turn; once the session is over, in the drafts of its writer. */
  private keepMessage(scope: string | null, failure: Failure): boolean {
    const over = failure.code === 'unauthorized' && !this.session.signedIn();
    if (!over && !UNKNOWN_OUTCOME.has(failure.code)) this.drafts.refused(scope);
    return !over;
  }
}
