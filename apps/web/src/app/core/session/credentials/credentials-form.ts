import { Component, computed, input, linkedSignal, output, signal } from '@angular/core';
import {
  FormField,
  FormRoot,
  applyWhen,
  form,
  readonly,
  type ValidationResult,
} from '@angular/forms/signals';
import { LIMITS, type Credentials } from '@prome-dify/contracts';
import { failureOf, type Failure } from '../../http/failure';
import { FailureNotice } from '../../http/failure-notice';
import { Button } from '../../../ui/button';
import { Field, FieldInput } from '../../../ui/field';
import { Spinner } from '../../../ui/spinner';
import { visibleError } from '../../../ui/visible-error';
import {
  emailRules,
  newPasswordRules,
  passwordRules,
  type CredentialsDraft,
} from './credentials-rules';
import { fieldMessages } from './field-messages';
import { keepEmail, keptEmail } from './kept-email';

export type Asking = 'both' | 'email' | 'password';

/** Email and password, or one of them, with one deed. What was typed stays when the deed fails. */
@Component({
  selector: 'pd-credentials-form',
  imports: [Button, FailureNotice, Field, FieldInput, FormField, FormRoot, Spinner],
  host: { '(focusout)': 'keepEmail()' },
  templateUrl: './credentials-form.html',
})
export class CredentialsForm {
  /** The name of the deed, as its button says it. */
  readonly deed = input.required<string>();
  /** What of the credentials is asked for; the rest stays empty. */
  readonly asking = input<Asking>('both');
  /** Whose password is asked for, where that is not theirs to choose. */
  readonly account = input('');
  readonly passwordLabel = input($localize`:@@auth.password:Password`);
  /** Whether the password is being chosen, so that the rules for new ones hold. */
  readonly choosing = input(false);
  /** Does the deed; rejects when it did not work. */
  readonly perform = input.required<(credentials: Credentials) => Promise<void>>();
  readonly done = output();

  protected readonly hint = $localize`:@@auth.password-hint:At least ${LIMITS.passwordMin}:count: characters. A sentence does well.`;
  protected readonly failure = signal<Failure | null>(null);
  protected readonly revealed = signal(false);
  private finished = false;
  private readonly draft = linkedSignal<CredentialsDraft>(() => ({
    email: this.account() || keptEmail(),
    password: '',
  }));

  protected readonly fields = form(
    this.draft,
    (path) => {
      readonly(path.email, () => this.account() !== '');
      applyWhen(path, () => this.asking() !== 'password', emailRules);
      applyWhen(path, () => this.asking() !== 'email', passwordRules);
      applyWhen(path, () => this.choosing(), newPasswordRules);
    },
    { submission: { action: () => this.submit() } },
  );
  protected readonly busy = computed(() => this.fields().submitting());
  protected readonly emailError = computed(() => visibleError(this.fields.email()));
  protected readonly passwordError = computed(() => visibleError(this.fields.password()));

  /** Who chooses another language here, which opens the page anew, finds the address again. */
  protected keepEmail(): void {
    if (!this.finished && this.account() === '') keepEmail(this.draft().email);
  }

  private async submit(): Promise<ValidationResult> {
    this.failure.set(null);
    const { email, password } = this.draft();
    try {
      await this.perform()({ email: email.trim(), password });
      this.finished = true;
      keepEmail('');
      this.done.emit();
      return null;
    } catch (error) {
      return this.explain(failureOf(error));
    }
  }

  /** Puts what belongs to a field beside it, and everything else above the form. */
  private explain(failure: Failure): ValidationResult {
    const messages = fieldMessages(failure, this.fields);
    if (messages.length === 0) this.failure.set(failure);
    return messages;
  }
}
