import { HttpClient } from '@angular/common/http';
import { Service, computed, inject, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import type { ConversationsAnswer, SearchAnswer, SearchHit } from '@prome-dify/contracts';
import { LIMITS } from '@prome-dify/contracts';
import { catchError, map, of, startWith, switchMap, timer, type Observable } from 'rxjs';
import { failureOf, type Failure } from '../http/failure';

interface Found {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly hits: readonly SearchHit[];
  readonly failure: Failure | null;
}

const TYPING_MS = 150;
const RECENT = '6';
const LOADING: Found = { status: 'loading', hits: [], failure: null };

/** What a person looks for: the newest conversations, until words are typed. One per palette. */
@Service({ autoProvided: false })
export class PaletteSearch {
  private readonly http = inject(HttpClient);
  private readonly found = signal<Found>(LOADING);
  private readonly round = signal(0);

  readonly query = signal('');
  readonly words = computed(() => this.query().trim().slice(0, LIMITS.searchMax));
  readonly state = this.found.asReadonly();

  constructor() {
    const asked = computed(() => ({ words: this.words(), round: this.round() }));
    toObservable(asked)
      .pipe(
        // A newer word ends the request of the one before.
        switchMap(({ words }) => (words === '' ? this.recent() : this.search(words))),
        takeUntilDestroyed(),
      )
      .subscribe((found) => this.found.set(found));
  }

  again(): void {
    this.round.update((round) => round + 1);
  }

  private recent(): Observable<Found> {
    const params = { limit: RECENT };
    return this.http.get<ConversationsAnswer>('/api/conversations', { params }).pipe(
      map(({ conversations }) =>
        ready(
          conversations.map(({ id, title, updatedAt }) => ({
            conversationId: id,
            title,
            messageId: null,
            role: null,
            snippet: [{ text: title, marked: false }],
            createdAt: updatedAt,
          })),
        ),
      ),
      catchError(refused),
      startWith(LOADING),
    );
  }

  private search(q: string): Observable<Found> {
    const answer = this.http.get<SearchAnswer>('/api/conversations/search', { params: { q } });
    return timer(TYPING_MS).pipe(
      switchMap(() => answer),
      map(({ hits }) => ready(hits)),
      catchError(refused),
      startWith(LOADING),
    );
  }
}

function ready(hits: readonly SearchHit[]): Found {
  return { status: 'ready', hits, failure: null };
}

function refused(error: unknown): Observable<Found> {
  return of({ status: 'failed', hits: [], failure: failureOf(error) });
}
