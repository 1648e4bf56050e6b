import { HttpClient, HttpParams } from '@angular/common/http';
import { DOCUMENT, Service, inject, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { failureOf, type Failure } from '../../../core/http/failure';
import { filterOf, type UsageView } from './usage-filter';

/** The history as a file: asked for with the token, which a plain link does not send. */
@Service({ autoProvided: false })
export class UsageFile {
  private readonly http = inject(HttpClient);
  private readonly document = inject(DOCUMENT);
  private readonly running = signal(false);
  private readonly problem = signal<Failure | null>(null);

  readonly busy = this.running.asReadonly();
  readonly failure = this.problem.asReadonly();

  async save(view: UsageView): Promise<void> {
    if (this.running()) return;
    this.running.set(true);
    this.problem.set(null);
    const params = new HttpParams({ fromObject: filterOf(view, Date.now()) });
    const options = { params, responseType: 'blob' } as const;
    try {
      this.hand(await firstValueFrom(this.http.get('/api/billing/usage/export', options)));
    } catch (error) {
      this.problem.set(failureOf(error));
    } finally {
      this.running.set(false);
    }
  }

  private hand(file: Blob): void {
    const link = this.document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = 'usage.csv';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
}
