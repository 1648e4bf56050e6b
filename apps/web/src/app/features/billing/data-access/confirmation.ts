import type { PurchaseAnswer, PurchaseState } from '@prome-dify/contracts';
import { Observable, catchError, defer, expand, from, map, of, switchMap, take, timer } from 'rxjs';
import { failureOf, type Failure } from '../../../core/http/failure';

/** What is known of a payment that somebody came back from. */
export type Confirmation =
  | { readonly kind: 'checking' }
  | { readonly kind: 'known'; readonly answer: PurchaseAnswer }
  | { readonly kind: 'unknown'; readonly failure: Failure };

const UNDECIDED = new Set<PurchaseState>(['pending', 'processing']);

/** Looks are 1, 1.5, 2.25 … s apart, at most 10 s, and end after about five minutes. */
const LOOKS_MAX = 40;

/** Whether looking again may tell more. */
export function isUndecided(confirmation: Confirmation): boolean {
  if (confirmation.kind === 'known') return UNDECIDED.has(confirmation.answer.purchase.state);
  return confirmation.kind === 'unknown' && confirmation.failure.code !== 'not_found';
}

/** Asks until a payment is decided. Asking is idempotent: the API fulfils a purchase once. */
export function confirmations(ask: () => Promise<PurchaseAnswer>): Observable<Confirmation> {
  const look = defer(() => from(ask())).pipe(
    map((answer): Confirmation => ({ kind: 'known', answer })),
    catchError((error: unknown) =>
      of<Confirmation>({ kind: 'unknown', failure: failureOf(error) }),
    ),
  );
  return look.pipe(
    expand((last, index) =>
      isUndecided(last) ? timer(pauseMs(index)).pipe(switchMap(() => look)) : of<Confirmation>(),
    ),
    take(LOOKS_MAX),
  );
}

function pauseMs(index: number): number {
  return Math.min(1_000 * 1.5 ** index, 10_000);
}
