import { HttpClient } from '@angular/common/http';
import { Service, computed, effect, inject, linkedSignal, untracked } from '@angular/core';
import type { UsageAnswer, UsageType, UsageView } from '@prome-dify/contracts';
import { firstValueFrom } from 'rxjs';
import { Balance } from '../../../core/balance/balance';
import { Session } from '../../../core/session/session';
import { BrowserStorage } from '../../../core/storage/browser-storage';
import { USER_KEYS } from '../../../core/storage/user-keys';
import {
  UNKNOWN,
  afterLook,
  afterSeen,
  afterTopUp,
  isDue,
  wantsTopUp,
  type Remembered,
  type TopUp,
} from './low-balance';

/** One notice per threshold crossed; buying tokens re-arms them. Remembered for each person here. */
@Service()
export class LowBalanceNotices {
  private readonly http = inject(HttpClient);
  private readonly balance = inject(Balance);
  private readonly session = inject(Session);
  private readonly storage = inject(BrowserStorage);
  private readonly key = computed(() => `${USER_KEYS}${this.session.userId()}:low-balance`);
  private readonly remembered = linkedSignal(() => read(this.storage.read(this.key())));
  /** Whose last top-up is being asked for. */
  private asking: string | null = null;

  /** While an answer runs its hold is not spent yet: most of it comes back. */
  private readonly left = computed(() => this.balance.view()?.balance ?? null);
  readonly due = computed(() => {
    const left = this.left();
    return left !== null && isDue(this.remembered(), left);
  });

  constructor() {
    effect(() => {
      const left = this.left();
      const key = this.key();
      if (left !== null) untracked(() => void this.look(key, left));
    });
  }

  dismiss(): void {
    const left = this.left();
    if (left !== null) this.remember(afterSeen(this.remembered(), left));
  }

  private async look(key: string, left: number): Promise<void> {
    if (!wantsTopUp(this.remembered(), left)) {
      this.remember(afterLook(this.remembered(), left));
      return;
    }
    if (this.asking === key) return;
    this.asking = key;
    try {
      const topUp = await this.lastTopUp();
      const now = this.left();
      if (key === this.key() && now !== null) {
        this.remember(afterTopUp(this.remembered(), topUp, now));
      }
    } catch {
      // The next change of the balance asks again.
    } finally {
      this.asking = null;
    }
  }

  private async lastTopUp(): Promise<TopUp> {
    const rows = await Promise.all([this.last('purchase'), this.last('grant')]);
    const last = rows.flat().toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
    return { id: last?.id ?? 'none', tokens: -(last?.tokensUsed ?? 0) };
  }

  private async last(type: UsageType): Promise<readonly UsageView[]> {
    const options = { params: { type, limit: 1 } };
    return (await firstValueFrom(this.http.get<UsageAnswer>('/api/billing/usage', options))).usage;
  }

  private remember(remembered: Remembered): void {
    this.remembered.set(remembered);
    this.storage.write(this.key(), JSON.stringify(remembered));
  }
}

/** What an earlier page has kept, if it is of this form. */
function read(kept: string | null): Remembered {
  try {
    const value = JSON.parse(kept ?? 'null') as Partial<Remembered> | null;
    const { topUp, balance, seen } = value ?? {};
    if (typeof balance !== 'number' || typeof seen !== 'number') return UNKNOWN;
    const isKnown = typeof topUp?.id === 'string' && typeof topUp.tokens === 'number';
    return isKnown ? { topUp, balance, seen } : UNKNOWN;
  } catch {
    return UNKNOWN;
  }
}
