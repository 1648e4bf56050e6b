import { HttpClient } from '@angular/common/http';
import { Service, computed, inject, linkedSignal, signal } from '@angular/core';
import type { BalanceView } from '@prome-dify/contracts';
import { firstValueFrom } from 'rxjs';
import { Session } from '../session/session';

/** The tokens of the person who is signed in, as fresh as anything on this page knows. */
@Service()
export class Balance {
  private readonly http = inject(HttpClient);
  private readonly session = inject(Session);
  private readonly state = linkedSignal<BalanceView | null>(() => this.session.user());

  /** Whether the live feed is open; then nobody needs to ask. */
  readonly live = signal(false);
  /** `null` until known. */
  readonly view = this.state.asReadonly();
  readonly available = computed(() => this.view()?.available ?? null);
  /** Tokens that are owed. While there are any, nothing can be spent. */
  readonly debt = computed(() => this.view()?.debt ?? 0);

  /** Takes what the API just reported as a whole. */
  show(view: BalanceView): void {
    this.state.set(view);
  }

  /**
   * Something has moved tokens. The live feed tells of it, or the API is asked: a part of the new
   * state beside a part of the old one, the charge beside its hold, would be a balance nobody has.
   */
  moved(): void {
    if (!this.live()) void this.refresh();
  }

  /** Asks the API. What is shown stays when it cannot be asked. */
  async refresh(): Promise<void> {
    const answer = this.http.get<BalanceView>('/api/billing/balance');
    await firstValueFrom(answer).then(
      (view) => this.show(view),
      () => undefined,
    );
  }
}
