import { Component, computed, inject, signal } from '@angular/core';
import {
  FormField,
  FormRoot,
  form,
  required,
  validate,
  type ValidationResult,
} from '@angular/forms/signals';
import { LIMITS } from '@prome-dify/contracts';
import { failureOf, type Failure } from '../../../core/http/failure';
import { FailureNotice } from '../../../core/http/failure-notice';
import { Session } from '../../../core/session/session';
import { Button } from '../../../ui/button';
import { Field, FieldInput } from '../../../ui/field';
import { Icon } from '../../../ui/icon';
import { SubmitButton } from '../../../ui/submit-button';
import { AccountActions } from '../data-access/account-actions';
import { OwnSessions } from '../data-access/own-sessions';
import { visibleError } from '../../../ui/visible-error';

const EMPTY = { currentPassword: '', newPassword: '' };

/** Another password, for who knows the present one. */
@Component({
  selector: 'pd-password-section',
  imports: [Button, FailureNotice, Field, FieldInput, FormField, FormRoot, Icon, SubmitButton],
  templateUrl: './password-section.html',
})
export class PasswordSection {
  private readonly actions = inject(AccountActions);
  private readonly sessions = inject(OwnSessions);
  protected readonly session = inject(Session);

  protected readonly hint = $localize`:@@auth.password-hint:At least ${LIMITS.passwordMin}:count: characters. A sentence does well.`;
  protected readonly failure = signal<Failure | null>(null);
  protected readonly revealed = signal(false);
  protected readonly changed = signal(false);
  private readonly draft = signal(EMPTY);

  protected readonly fields = form(
    this.draft,
    (path) => {
      required(path.currentPassword, {
        message: $localize`:@@auth.password-missing:Enter your password`,
      });
      required(path.newPassword, { message: $localize`:@@password.missing:Enter a new password` });
      validate(path.newPassword, ({ value }) => lengthFault(value()));
    },
    { submission: { action: () => this.submit() } },
  );
  protected readonly busy = computed(() => this.fields().submitting());
  protected readonly currentError = computed(() => visibleError(this.fields.currentPassword()));
  protected readonly newError = computed(() => visibleError(this.fields.newPassword()));

  private async submit(): Promise<ValidationResult> {
    this.failure.set(null);
    this.changed.set(false);
    try {
      await this.actions.changePassword(this.draft());
    } catch (error) {
      return this.explain(failureOf(error));
    }
    this.fields().reset(EMPTY);
    this.changed.set(true);
    // The others have ended.
    void this.sessions.load();
    return null;
  }

  /** Puts a wrong password beside its field, and everything else above the form. */
  private explain(failure: Failure): ValidationResult {
    if (failure.code === 'invalid_credentials') {
      const message = $localize`:@@password.wrong:This is not your password`;
      const wrong = { kind: 'server', message, fieldTree: this.fields.currentPassword };
      return [wrong];
    }
    this.failure.set(failure);
    return null;
  }
}

/** Too long is an error: a cut password is a wrong one. */
function lengthFault({ length }: string) {
  const { passwordMin: min, passwordMax: max } = LIMITS;
  if (length > 0 && length < min)
    return {
      kind: 'short',
      message: $localize`:@@auth.password-short:Use at least ${min}:count: characters`,
    };
  return length > max
    ? {
        kind: 'long',
        message: $localize`:@@auth.password-long:Use at most ${max}:count: characters`,
      }
    : null;
}
