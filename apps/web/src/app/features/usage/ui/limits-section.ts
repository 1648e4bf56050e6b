import { Component, inject } from '@angular/core';
import type { SpendingLimits } from '@prome-dify/contracts';
import { LoadFailed } from '../../../ui/load-failed';
import { Skeleton } from '../../../ui/skeleton';
import { OwnLimits } from '../data-access/own-limits';
import { LimitsForm } from './limits-form';
import { spentPercent, spentWords } from './spent-today';

/** A person's own spending limits, to be read and to be set. */
@Component({
  selector: 'pd-limits-section',
  imports: [LimitsForm, LoadFailed, Skeleton],
  template: `
    <section class="card p-5 sm:p-6" aria-labelledby="limits-heading">
      <h2 id="limits-heading" class="text-title" i18n="@@limits.heading">Your limits</h2>
      <p class="text-muted mt-1 text-[0.9375rem]" i18n="@@limits.text">
        The most that you want to spend, in tokens. An empty field is no limit.
      </p>
      @if (own.view(); as view) {
        <pd-limits-form class="mt-5 block" [limits]="view.limits" [perform]="save" />
        <p class="text-muted mt-4 text-sm tabular-nums">{{ spentWords(view) }}.</p>
        @if (spentPercent(view); as percent) {
          <div class="bg-high mt-2 h-1.5 overflow-hidden rounded-full" aria-hidden="true">
            <div class="bg-accent h-full rounded-full" [style.width.%]="percent"></div>
          </div>
        }
      } @else if (own.failure(); as failure) {
        <ui-load-failed
          class="mt-4 block"
          what="Your limits could not be loaded."
          i18n-what="@@limits.load-failed"
          [reason]="failure.message"
          (retry)="own.load()"
        />
      } @else {
        <ui-skeleton class="mt-6 min-h-52" [lines]="4" />
      }
    </section>
  `,
})
export class LimitsSection {
  protected readonly own = inject(OwnLimits);

  protected readonly save = (limits: SpendingLimits): Promise<void> => this.own.save(limits);
  protected readonly spentWords = spentWords;
  protected readonly spentPercent = spentPercent;
}
