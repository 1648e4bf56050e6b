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
          <a uiButton="primary" routerLink="/billing">Buy tokens</a>
        } @else if (advice().remedy === 'limits') {
          <a uiButton="primary" routerLink="/usage">Change your limits</a>
        }
        @if (advice().remedy !== 'none') {
          <button uiButton="tonal" type="button" [disabled]="left() > 0" (click)="retry.emit()">
            {{ left() > 0 ? 'Try again in ' + left() + ' s' : 'Try again' }}
          </button>
        }
      </div>
    </ui-notice>
  `,
})
export class TurnFailure {
  readonly failure = input.required<Failure>();
  readonly retry = output();

  /** What was owed when the answer failed: it stays the reason after it was repaid. */
  private readonly debt = linkedSignal<number, number>({
    source: inject(Balance).debt,
    computation: (debt, before) => (debt > 0 ? debt : (before?.value ?? 0)),
  });
  protected readonly advice = computed(() => adviceOn(this.failure(), this.debt()));
  protected readonly left = secondsLeft(linkedSignal(() => this.advice().seconds ?? 0));
}
