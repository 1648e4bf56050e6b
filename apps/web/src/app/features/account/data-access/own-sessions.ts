import { HttpClient } from '@angular/common/http';
import { Service, effect, inject, signal, untracked } from '@angular/core';
import type { SessionView, SessionsAnswer } from '@prome-dify/contracts';
import { firstValueFrom } from 'rxjs';
import { Connectivity } from '../../../core/connectivity';
import { failureOf, type Failure } from '../../../core/http/failure';

const ADDRESS = '/api/auth/sessions';

/** The devices that the person is signed in on. */
@Service({ autoProvided: false })
export class OwnSessions {
  private readonly http = inject(HttpClient);
  private readonly connectivity = inject(Connectivity);
  private readonly known = signal<readonly SessionView[] | null>(null);
  private readonly problem = signal<Failure | null>(null);
  private readonly leaving = signal<ReadonlySet<string>>(new Set());

  /** The one that asks first; `null` until known. */
  readonly list = this.known.asReadonly();
  /** Why asking failed the last time. */
  readonly failure = this.problem.asReadonly();
  /** Those that are being ended. */
  readonly ending = this.leaving.asReadonly();

  constructor() {
    // What failed without a network is tried with it.
    effect(() => {
      if (this.connectivity.online() || untracked(this.known) === null)
        untracked(() => void this.load());
    });
  }

  async load(): Promise<void> {
    this.problem.set(null);
    try {
      const { sessions } = await firstValueFrom(this.http.get<SessionsAnswer>(ADDRESS));
      this.known.set([...sessions].sort((a, b) => Number(b.current) - Number(a.current)));
    } catch (error) {
      this.problem.set(failureOf(error));
    }
  }

  /** Ends one; it is gone also when it was before. Rejects with a `Failure`. */
  async end(id: string): Promise<void> {
    if (this.leaving().has(id)) return;
    this.mark(id, true);
    try {
      await firstValueFrom(this.http.delete(`${ADDRESS}/${id}`));
      this.drop(id);
    } catch (error) {
      if (failureOf(error).code !== 'not_found') throw error;
      this.drop(id);
    } finally {
      this.mark(id, false);
    }
  }

  private drop(id: string): void {
    this.known.update((list) => list && list.filter((each) => each.id !== id));
  }

  private mark(id: string, isLeaving: boolean): void {
    this.leaving.update((before) => {
      const after = new Set(before);
      if (isLeaving) after.add(id);
      else after.delete(id);
      return after;
    });
  }
}
