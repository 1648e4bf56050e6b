import { computed, signal, type Signal } from '@angular/core';
import type { Page } from '@prome-dify/contracts';
import { failureOf, type Failure } from '../http/failure';

export type PagerStatus = 'loading' | 'ready' | 'failed';

/** A list that is fetched page by page. `load` gets the cursor of the page, `null` for the first. */
export class Pager<A extends Page, T> {
  private readonly rows = signal<readonly T[]>([]);
  private readonly cursor = signal<string | null>(null);
  private readonly state = signal<PagerStatus>('loading');
  private readonly problem = signal<Failure | null>(null);
  /** Answers of calls begun before the last {@link reload} are out of date. */
  private round = 0;

  readonly items: Signal<readonly T[]> = this.rows.asReadonly();
  readonly status = this.state.asReadonly();
  readonly failure = this.problem.asReadonly();
  readonly hasMore = computed(() => this.cursor() !== null);
  readonly empty = computed(() => this.status() === 'ready' && this.items().length === 0);

  constructor(
    private readonly load: (cursor: string | null) => Promise<A>,
    private readonly itemsOf: (answer: A) => readonly T[],
  ) {}

  /** Fetches the first page anew; what is shown stays until it is there. */
  reload(): Promise<void> {
    this.round += 1;
    return this.fetch(null, () => []);
  }

  /** Fetches the next page. Does nothing at the end, or while a page is on its way. */
  async more(): Promise<void> {
    const cursor = this.cursor();
    if (cursor !== null && this.status() !== 'loading')
      await this.fetch(cursor, () => this.items());
  }

  /** Changes the rows in place, for a change that the server has accepted already. */
  edit(change: (rows: readonly T[]) => readonly T[]): void {
    this.rows.update(change);
  }

  private async fetch(cursor: string | null, before: () => readonly T[]): Promise<void> {
    const round = this.round;
    this.state.set('loading');
    try {
      const answer = await this.load(cursor);
      if (round === this.round) this.accept(answer, before());
    } catch (error) {
      if (round === this.round) this.refuse(error);
    }
  }

  private accept(answer: A, before: readonly T[]): void {
    this.rows.set([...before, ...this.itemsOf(answer)]);
    this.cursor.set(answer.nextCursor);
    this.problem.set(null);
    this.state.set('ready');
  }

  private refuse(error: unknown): void {
    this.problem.set(failureOf(error));
    this.state.set('failed');
  }
}
