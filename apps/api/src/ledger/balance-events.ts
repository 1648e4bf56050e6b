import { Injectable } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { filter, map, Subject } from 'rxjs';
import type { Transaction } from '../platform/database';

/** Tells who listens that a balance has changed, after the change is durable. */
@Injectable()
export class BalanceEvents {
  private readonly changes = new Subject<string>();

  /** Says so after each change of one user's balance or debt; never completes. */
  of(userId: string): Observable<void> {
    return this.changes.pipe(
      filter((changed) => changed === userId),
      map(() => undefined),
    );
  }

  /** Announces a change of the open transaction once that is committed. */
  announce(tx: Transaction, userId: string): void {
    tx.afterCommit(() => this.changes.next(userId));
  }
}
