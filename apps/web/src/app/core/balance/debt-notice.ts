import { Component, computed, inject } from '@angular/core';
import { Notice } from '../../ui/notice';
import { Balance } from './balance';
import { debtWords } from './debt-words';

/** Says so while tokens are owed; what can be done about it is projected behind the words. */
@Component({
  selector: 'pd-debt-notice',
  imports: [Notice],
  template: `
    @if (balance.debt() > 0) {
      <ui-notice tone="warning">{{ words() }} <ng-content /></ui-notice>
    }
  `,
})
export class DebtNotice {
  protected readonly balance = inject(Balance);

  protected readonly words = computed(() => debtWords(this.balance.debt()));
}
