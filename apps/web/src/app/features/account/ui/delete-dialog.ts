import { Component, computed, effect, inject, signal } from '@angular/core';
import { FormField, FormRoot, form, required, validate } from '@angular/forms/signals';
import { MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { Balance } from '../../../core/balance/balance';
import { failureOf, type Failure } from '../../../core/http/failure';
import { Session } from '../../../core/session/session';
import { Button } from '../../../ui/button';
import { Field, FieldInput } from '../../../ui/field';
import { Notice } from '../../../ui/notice';
import { Spinner } from '../../../ui/spinner';
import { forfeitWords } from './forfeit-words';
import { visibleError } from '../../../ui/visible-error';

const notYours = () => ({
  kind: 'other',
  message: $localize`:@@delete.other-email:Type the address of this account`,
});

/** Asks twice for what cannot be undone: which account, and whose. Closes with `true` when done. */
@Component({
  selector: 'pd-delete-dialog',
  imports: [Button, Field, FieldInput, FormField, FormRoot, MatDialogModule, Notice, Spinner],
  templateUrl: './delete-dialog.html',
})
export class DeleteDialog {
  protected readonly session = inject(Session);
  private readonly balance = inject(Balance);
  private readonly dialog = inject(MatDialogRef<DeleteDialog, boolean>);

  protected readonly failure = signal<Failure | null>(null);
  private readonly draft = signal({ email: '', password: '' });

  protected readonly fields = form(
    this.draft,
    (path) => {
      validate(path.email, ({ value }) => (this.isOwn(value()) ? null : notYours()));
      required(path.password, { message: $localize`:@@auth.password-missing:Enter your password` });
    },
    { submission: { action: () => this.submit() } },
  );
  protected readonly busy = computed(() => this.fields().submitting());
  protected readonly emailError = computed(() => visibleError(this.fields.email()));
  protected readonly passwordError = computed(() => visibleError(this.fields.password()));
  protected readonly forfeit = computed(() => forfeitWords(this.balance.view()));
  protected readonly complaint = computed(() => complaintOf(this.failure()));

  constructor() {
    // It may end meanwhile in another tab, or be over before it was asked to.
    effect(() => {
      if (!this.session.signedIn()) this.dialog.close(this.session.departed());
    });
  }

  private isOwn(typed: string): boolean {
    return typed.trim().toLowerCase() === this.session.user()?.email;
  }

  private async submit(): Promise<void> {
    this.failure.set(null);
    // Nobody leaves before they know what became of it.
    this.dialog.disableClose = true;
    try {
      await this.session.deleteAccount({ password: this.draft().password });
    } catch (error) {
      this.failure.set(failureOf(error));
    } finally {
      this.dialog.disableClose = false;
    }
  }
}

function complaintOf(failure: Failure | null): string {
  if (!failure) return '';
  const { retryAfter } = failure.facts;
  if (failure.code === 'invalid_credentials')
    return $localize`:@@delete.wrong-password:The password is wrong. Nothing was deleted.`;
  if (failure.code === 'account_busy') {
    return $localize`:@@delete.busy:An answer is still being written. Stop it, or wait until it ends. Nothing was deleted.`;
  }
  const { message } = failure;
  return retryAfter === undefined
    ? $localize`:@@delete.failed:${message}:reason:. Your account was not deleted.`
    : $localize`:@@delete.failed-wait:${message}:reason:. Your account was not deleted. Try again in ${retryAfter}:seconds: seconds.`;
}
