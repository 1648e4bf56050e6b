import type { MessageEvent, OnModuleDestroy } from '@nestjs/common';
import { Injectable, Logger } from '@nestjs/common';
import type { Observable } from 'rxjs';
import {
  catchError,
  distinctUntilChanged,
  EMPTY,
  from,
  interval,
  map,
  merge,
  ReplaySubject,
  startWith,
  switchMap,
  takeUntil,
} from 'rxjs';
import { BalanceEvents, Ledger } from '../../ledger';

/** Proxies close connections on which nothing is said for a while. */
const HEARTBEAT_MS = 15_000;

/** The balance of a user as it is now, and again after every change. */
@Injectable()
export class LiveBalance implements OnModuleDestroy {
  private readonly logger = new Logger(LiveBalance.name);
  private readonly stopped = new ReplaySubject<void>(1);

  constructor(
    private readonly ledger: Ledger,
    private readonly events: BalanceEvents,
  ) {}

  /** `balance` events, with a comment now and then; completes when the server stops. */
  of(userId: string): Observable<MessageEvent> {
    // Read again after each change: two commits at once may be announced in either order.
    const balances = this.events.of(userId).pipe(
      startWith(undefined),
      switchMap(() => from(this.ledger.balance(userId)).pipe(catchError(this.skip))),
      distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
      map((data) => ({ type: 'balance', data })),
    );
    const heartbeat = interval(HEARTBEAT_MS).pipe(map(() => ({ comment: 'keep' })));
    return merge(balances, heartbeat).pipe(takeUntil(this.stopped));
  }

  onModuleDestroy(): void {
    this.stopped.next();
  }

  private readonly skip = (error: unknown): Observable<never> => {
    this.logger.warn({ err: error }, 'a balance could not be read');
    return EMPTY;
  };
}
