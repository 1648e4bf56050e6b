import { Inject, Injectable } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { filter, map, Subject } from 'rxjs';
import type { Transaction } from '../platform/database';
import { NoPeers, Peers } from '../platform/peers';

const TOPIC = 'balance';
/** Whoever listens may have missed something. */
const ANYBODY = Symbol('anybody');

/** Tells who listens, in any process, that a balance has changed, after the change is durable. */
@Injectable()
export class BalanceEvents {
  private readonly changes = new Subject<string | typeof ANYBODY>();

  constructor(@Inject(Peers) private readonly peers: Peers = new NoPeers()) {
    peers.on(TOPIC, (userId) => this.changes.next(userId));
    peers.onBack(() => this.changes.next(ANYBODY));
  }

  /**
   * Says so after each change of one user's balance or debt, and when changes made by another
   * process may have been missed; never completes.
   */
  of(userId: string): Observable<void> {
    return this.changes.pipe(
      filter((changed) => changed === userId || changed === ANYBODY),
      map(() => undefined),
    );
  }

  /** Announces a change of the open transaction once that is committed. */
  announce(tx: Transaction, userId: string): void {
    tx.afterCommit(() => {
      this.changes.next(userId);
      this.peers.tell(TOPIC, userId);
    });
  }
}
