import { DOCUMENT, Service, effect, inject } from '@angular/core';
import type { BalanceView } from '@prome-dify/contracts';
import {
  defer,
  distinctUntilChanged,
  filter,
  finalize,
  fromEvent,
  map,
  retry,
  repeat,
  startWith,
  switchMap,
  EMPTY,
  timer,
  type Observable,
  type Subscription,
} from 'rxjs';
import { AuthorizedFetch } from '../session/authorized-fetch';
import { Session } from '../session/session';
import { eventSource, type SourceItem } from '../stream/event-source';
import { retryPause } from '../stream/retry-pause';
import { Balance } from './balance';

/**
 * Keeps {@link Balance} in step by the live stream while somebody is signed in and the tab is in view:
 * a hidden tab gives its connection back, for a browser has only six of them per server.
 */
@Service()
export class BalanceFeed {
  private readonly balance = inject(Balance);
  private readonly session = inject(Session);
  private readonly http = inject(AuthorizedFetch);
  private readonly document = inject(DOCUMENT);

  start(): void {
    effect((onCleanup) => {
      if (!this.session.signedIn()) return;
      const feed: Subscription = this.whileVisible().subscribe((view) => this.balance.show(view));
      onCleanup(() => feed.unsubscribe());
    });
  }

  private whileVisible(): Observable<BalanceView> {
    return fromEvent(this.document, 'visibilitychange').pipe(
      startWith(null),
      map(() => !this.document.hidden),
      distinctUntilChanged(),
      switchMap((visible) => (visible ? this.events() : EMPTY)),
    );
  }

  private events(): Observable<BalanceView> {
    const source = defer(() =>
      eventSource((signal) => this.http.request('/api/billing/balance/stream', { signal })),
    );
    return source.pipe(
      map((item) => this.read(item)),
      filter((view) => view !== null),
      finalize(() => this.balance.live.set(false)),
      repeat({ delay: () => timer(1_000) }),
      retry({ delay: (_error, attempt) => retryPause(attempt + 1), resetOnSuccess: true }),
    );
  }

  private read(item: SourceItem): BalanceView | null {
    if (item.kind === 'open') this.balance.live.set(true);
    return item.kind === 'event' && item.event.event === 'balance'
      ? (JSON.parse(item.event.data) as BalanceView)
      : null;
  }
}
