import { Component, computed, inject, input } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import type { ChatQuote, ChatRequest } from '@prome-dify/contracts';
import { catchError, of, startWith, switchMap, timer, type Observable } from 'rxjs';
import { Balance } from '../../../core/balance/balance';
import { failureOf } from '../../../core/http/failure';
import { formatCount, formatTokens } from '../../../ui/format-tokens';
import { ChatApi } from '../data-access/chat-api';

/** The estimate waits until nothing has been typed for so long. */
const PAUSE_MS = 500;

/** What the message in the composer will cost, before it is sent. */
@Component({
  selector: 'pd-cost-estimate',
  imports: [RouterLink],
  template: `
    @if (quote(); as quote) {
      @if (quote.affordable) {
        <span [attr.title]="formula()">{{ range() }}</span>
      } @else if (ownLimit()) {
        <span class="text-danger" i18n="@@estimate.over-limit">More than your own limit.</span>
        <a class="link ml-1" routerLink="/usage" i18n="@@estimate.change-limit">Change it</a>
      } @else if (balance.debt() > 0) {
        <span class="text-danger" i18n="@@estimate.paused">Chatting is paused.</span>
      } @else {
        <span class="text-danger" i18n="@@estimate.needs">Needs at least {{ least() }}.</span>
        <a class="link ml-1" routerLink="/billing" i18n="@@chat.buy">Buy tokens</a>
      }
    } @else if (answer() === 'too-long') {
      <span class="text-danger" i18n="@@estimate.too-long">Too long for this model.</span>
    }
  `,
})
export class CostEstimate {
  private readonly api = inject(ChatApi);
  protected readonly balance = inject(Balance);

  /** The message as it would be sent; `null` while there is none. */
  readonly request = input.required<ChatRequest | null>();

  protected readonly answer = toSignal(
    toObservable(this.request).pipe(switchMap((request) => this.ask(request))),
    { initialValue: null },
  );
  protected readonly quote = computed(() => {
    const answer = this.answer();
    return answer === 'too-long' ? null : answer;
  });
  protected readonly range = computed(() => {
    const { minTokens = 0, maxTokens = 0 } = this.quote() ?? {};
    return $localize`:@@estimate.range:${formatCount(minTokens)}:least: to ${formatTokens(maxTokens)}:most:`;
  });
  protected readonly ownLimit = computed(() =>
    ['answer_limit', 'daily_limit'].includes(this.quote()?.limitedBy ?? ''),
  );
  protected readonly least = computed(() => formatTokens(this.quote()?.minTokens ?? 0));
  protected readonly formula = computed(() => {
    const prompt = formatTokens(this.quote()?.promptTokens ?? 0);
    return $localize`:@@estimate.formula:Your message and its context: ${prompt}:prompt:. The rest is the answer.`;
  });

  /** An estimate that cannot be had is no reason to disturb, unless it is the message's own fault. */
  private ask(request: ChatRequest | null): Observable<ChatQuote | 'too-long' | null> {
    if (request === null) return of(null);
    return timer(PAUSE_MS).pipe(
      switchMap(() => this.api.quote(request)),
      catchError((error: unknown) => of(isTooLong(error) ? ('too-long' as const) : null)),
      startWith(this.answer()),
    );
  }
}

function isTooLong(error: unknown): boolean {
  const { fields = [] } = failureOf(error).facts;
  return fields.some(({ fault }) => fault === 'tooLongForModel');
}
