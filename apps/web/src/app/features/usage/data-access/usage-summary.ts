import { HttpClient, HttpParams } from '@angular/common/http';
import { Service, inject, signal } from '@angular/core';
import type { UsageSummaryAnswer } from '@prome-dify/contracts';
import { firstValueFrom } from 'rxjs';
import { failureOf, type Failure } from '../../../core/http/failure';
import { filterOf, type UsageView } from './usage-filter';

/** What was spent, in sums. What is shown stays until the next answer is there. */
@Service({ autoProvided: false })
export class UsageSummary {
  private readonly http = inject(HttpClient);
  private readonly answer = signal<UsageSummaryAnswer | null>(null);
  private readonly problem = signal<Failure | null>(null);
  /** Answers to what was asked before the last question are out of date. */
  private round = 0;

  readonly view = this.answer.asReadonly();
  readonly failure = this.problem.asReadonly();

  async load(view: UsageView): Promise<void> {
    const round = (this.round += 1);
    this.problem.set(null);
    const params = new HttpParams({ fromObject: { by: view.by, ...filterOf(view, Date.now()) } });
    const asked = this.http.get<UsageSummaryAnswer>('/api/billing/usage/summary', { params });
    try {
      const answer = await firstValueFrom(asked);
      if (round === this.round) this.answer.set(answer);
    } catch (error) {
      if (round === this.round) this.problem.set(failureOf(error));
    }
  }
}
