import { Component, inject, signal } from '@angular/core';
import { failureOf, type Failure } from '../../../core/http/failure';
import { FailureNotice } from '../../../core/http/failure-notice';
import { Button } from '../../../ui/button';
import { saveFile } from '../../../ui/save-file';
import { Spinner } from '../../../ui/spinner';
import { AccountActions } from '../data-access/account-actions';

/** All that is kept about somebody, to take along. */
@Component({
  selector: 'pd-data-section',
  imports: [Button, FailureNotice, Spinner],
  template: `
    <section class="card p-5 sm:p-6" aria-labelledby="data-heading">
      <h2 id="data-heading" class="text-title" i18n="@@account.data">Your data</h2>
      <p class="text-muted mt-1 text-[0.9375rem]" i18n="@@account.data-text">
        One JSON file with everything that is kept about you: your profile, sessions, conversations
        with all messages, purchases, usage, and the entries of your account.
      </p>
      <button
        uiButton="tonal"
        type="button"
        class="mt-4"
        [attr.aria-disabled]="busy()"
        [attr.aria-busy]="busy()"
        (click)="export()"
      >
        @if (busy()) {
          <ui-spinner />
        }
        <span i18n="@@account.export">Export everything</span>
      </button>
      <p role="status" class="text-muted mt-2 text-sm empty:hidden">{{ news() }}</p>
      @if (failure(); as failure) {
        <pd-failure-notice
          class="mt-2"
          what="The file could not be made."
          i18n-what="@@account.export-failed"
          [failure]="failure"
        />
      }
    </section>
  `,
})
export class DataSection {
  private readonly actions = inject(AccountActions);

  protected readonly busy = signal(false);
  protected readonly news = signal('');
  protected readonly failure = signal<Failure | null>(null);

  protected async export(): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.failure.set(null);
    this.news.set($localize`:@@account.export-running:Your file is being written…`);
    try {
      saveFile(await this.actions.export(), 'prome-dify-account.json');
      this.news.set($localize`:@@account.export-done:Your file is saved.`);
    } catch (error) {
      this.news.set('');
      this.failure.set(failureOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
