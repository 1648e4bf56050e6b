import { HttpClient, HttpParams } from '@angular/common/http';
import { Service, inject, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { failureOf, type Failure } from '../../../core/http/failure';
import { saveFile } from '../../../ui/save-file';
import { filterOf, type UsageView } from './usage-filter';

/** The history as a file: asked for with the token, which a plain link does not send. */
@Service({ autoProvided: false })
export class UsageFile {
  private readonly http = inject(HttpClient);
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
      const file = await firstValueFrom(this.http.get('/api/billing/usage/export', options));
      saveFile(file, 'usage.csv');
    } catch (error) {
      this.problem.set(failureOf(error));
    } finally {
      this.running.set(false);
    }
  }
}
