import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Balance } from '../../../core/balance/balance';
import type { Failure } from '../../../core/http/failure';
import { Button } from '../../../ui/button';
import { Notice } from '../../../ui/notice';
import { secondsLeft } from '../../../ui/seconds-left';
import { adviceOn } from './advice';

/** Says in the failed turn what happened, and offers what helps. */
@Component({
  selector: 'pd-turn-failure',
  imports: [Button, Notice, RouterLink],
  template: `
    <ui-notice tone="error">
      <p>{{ advice().text }}</p>
      <div class="mt-3 flex flex-wrap gap-2 empty:hidden">
        @if (advice().remedy === 'buy') {
          <a uiButton="primary" routerLink="/billing" i18n="@@chat.buy">Buy tokens</a>
        } @else if (advice().remedy === 'limits') {
          <a uiButton="primary" routerLink="/usage" i18n="@@advice.change-limits"
            >Change your limits</a
          >
        }
        @if (advice().remedy !== 'none') {
          <button uiButton="tonal" type="button" [disabled]="left() > 0" (click)="retry.emit()">
            @if (left() > 0) {
              <ng-container i18n="@@advice.wait">Try again in {{ left() }} s</ng-container>
            } @else {
              <ng-container i18n="@@ui.try-again">Try again</ng-container>
            }
          </button>
        }
        @if (hidesOther()) {
          <button uiButton="plain" type="button" (click)="back.emit()" i18n="@@advice.back">
            Go back
          </button>
        }
      </div>
    </ui-notice>
  `,
})
export class TurnFailure {
  readonly failure = input.required<Failure>();
  /** Whether it stands in place of turns that could come back. */
  readonly hidesOther = input(false);
  readonly retry = output();
  readonly back = output();

  /** What was owed when the answer failed: it stays the reason after it was repaid. */
  private readonly debt = linkedSignal<number, number>({
    source: inject(Balance).debt,
    computation: (debt, before) => (debt > 0 ? debt : (before?.value ?? 0)),
  });
  protected readonly advice = computed(() => adviceOn(this.failure(), this.debt()));
  protected readonly left = secondsLeft(linkedSignal(() => this.advice().seconds ?? 0));
}
