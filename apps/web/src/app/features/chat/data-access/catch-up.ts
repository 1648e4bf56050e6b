import { Service, effect, inject } from '@angular/core';
import { OfflineCopies } from '../../../core/offline/offline-copies';
import { Session } from '../../../core/session/session';
import { Conversations } from './conversations';
import { Models } from './models';
import type { Thread } from './thread';

/** Loads what could not be loaded, or was shown from an earlier time, once the server is there again. */
@Service()
export class CatchUp {
  private readonly conversations = inject(Conversations);
  private readonly copies = inject(OfflineCopies);
  private readonly models = inject(Models);
  private readonly session = inject(Session);
  /** Whether nothing was heard for a while, because the session had lapsed. */
  private wasAway = false;

  constructor() {
    effect(() => {
      if (this.session.lapsed()) this.wasAway = true;
    });
  }

  run(thread: Thread): void {
    const wasCopied = this.copies.shown();
    this.copies.shown.set(false);
    this.models.retry();
    if (wasCopied || this.wasAway || this.conversations.list.failure())
      void this.conversations.list.reload();
    this.wasAway = false;
    // A message that waits at its failed turn is not on the server.
    const isIdle = !thread.busy() && !thread.holdsUnsent();
    if (isIdle && (wasCopied || thread.loadFailure())) void thread.load();
  }
}
