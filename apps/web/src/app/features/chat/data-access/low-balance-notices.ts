import { Service, computed, effect, inject, linkedSignal, untracked } from '@angular/core';
import { Balance } from '../../../core/balance/balance';
import { Session } from '../../../core/session/session';
import { BrowserStorage } from '../../../core/storage/browser-storage';
import { USER_KEYS } from '../../../core/storage/user-keys';

/** Available tokens at which a word is due: 20 %, 5 % and nothing of the first thousand. */
const THRESHOLDS = [200, 50, 0] as const;

/** How many thresholds a balance has fallen to or below: 0 is plenty, 3 is nothing left. */
export function levelOf(available: number): number {
  return THRESHOLDS.filter((threshold) => available <= threshold).length;
}

/** One notice per threshold crossed; buying tokens re-arms them. */
@Service()
export class LowBalanceNotices {
  private readonly balance = inject(Balance);
  private readonly session = inject(Session);
  private readonly storage = inject(BrowserStorage);
  private readonly key = computed(() => `${USER_KEYS}${this.session.userId()}:low-balance`);
  private readonly seen = linkedSignal(() => Number(this.storage.read(this.key()) ?? 0));

  private readonly level = computed(() => {
    const view = this.balance.view();
    // While an answer runs its hold is not spent yet: most of it comes back.
    return view === null ? 0 : levelOf(view.balance);
  });
  readonly due = computed(() => this.level() > this.seen());

  constructor() {
    effect(() => {
      if (this.balance.view() !== null && this.level() < this.seen()) {
        untracked(() => this.remember(this.level()));
      }
    });
  }

  dismiss(): void {
    this.remember(this.level());
  }

  private remember(level: number): void {
    this.seen.set(level);
    this.storage.write(this.key(), String(level));
  }
}
