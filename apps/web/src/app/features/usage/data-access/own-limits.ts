import { HttpClient } from '@angular/common/http';
import { Service, computed, effect, inject, signal, untracked } from '@angular/core';
import type { SpendingLimits, SpendingLimitsAnswer } from '@prome-dify/contracts';
import { firstValueFrom } from 'rxjs';
import { Balance } from '../../../core/balance/balance';
import { Connectivity } from '../../../core/connectivity';
import { failureOf, type Failure } from '../../../core/http/failure';

const ADDRESS = '/api/billing/limits';

/** Clocks differ: the day may seem to have ended already, or to end in two days. */
const DAY_END_MIN_MS = 60_000;
const DAY_END_MAX_MS = 86_400_000;

/** The spending limits of the person who is signed in, and what is spent of today's. */
@Service({ autoProvided: false })
export class OwnLimits {
  private readonly http = inject(HttpClient);
  private readonly balance = inject(Balance);
  private readonly connectivity = inject(Connectivity);
  private readonly answer = signal<SpendingLimitsAnswer | null>(null);
  private readonly problem = signal<Failure | null>(null);
  /** Answers to what was asked before the last save are out of date. */
  private round = 0;

  /** `null` until known. */
  readonly view = this.answer.asReadonly();
  /** Why asking failed the last time; what was known before stays known. */
  readonly failure = this.problem.asReadonly();

  private readonly settled = computed(() => this.balance.view()?.balance);

  constructor() {
    // What changes the balance changes what is spent; what failed without a network is tried with it.
    effect(() => {
      this.settled();
      if (this.connectivity.online() || untracked(this.answer) === null)
        untracked(() => void this.load());
    });
    effect((onCleanup) => {
      const { dayEndsAt } = this.answer() ?? {};
      if (dayEndsAt === undefined) return;
      const left = Date.parse(dayEndsAt) - Date.now();
      const pause = Math.min(Math.max(left, DAY_END_MIN_MS), DAY_END_MAX_MS);
      const timer = setTimeout(() => void this.load(), pause);
      onCleanup(() => clearTimeout(timer));
    });
  }

  async load(): Promise<void> {
    const round = (this.round += 1);
    this.problem.set(null);
    try {
      const answer = await firstValueFrom(this.http.get<SpendingLimitsAnswer>(ADDRESS));
      if (round === this.round) this.answer.set(answer);
    } catch (error) {
      if (round === this.round) this.problem.set(failureOf(error));
    }
  }

  /** Sets both limits. Rejects with a `Failure`; then what held before still holds. */
  async save(limits: SpendingLimits): Promise<void> {
    const answer = await firstValueFrom(this.http.put<SpendingLimitsAnswer>(ADDRESS, limits));
    this.round += 1;
    this.answer.set(answer);
  }
}
