import { Component, computed, input, output, signal } from '@angular/core';
import {
  FormField,
  FormRoot,
  applyWhen,
  form,
  type ValidationResult,
} from '@angular/forms/signals';
import type { Credentials } from '@prome-dify/contracts';
import { failureOf, type Failure } from '../../../core/http/failure';
import { Button } from '../../../ui/button';
import { Field } from '../../../ui/field';
import { Notice } from '../../../ui/notice';
import { Spinner } from '../../../ui/spinner';
import {
  emailRules,
  newPasswordRules,
  passwordRules,
  type CredentialsDraft,
} from './credentials-rules';
import { fieldMessages } from './field-messages';

export type Asking = 'both' | 'email' | 'password';

/** Email and password, or one of them, with one deed. What was typed stays when the deed fails. */
@Component({
  selector: 'pd-credentials-form',
  imports: [Button, Field, FormField, FormRoot, Notice, Spinner],
  templateUrl: './credentials-form.html',
})
export class CredentialsForm {
  /** The name of the deed, as its button says it. */
  readonly deed = input.required<string>();
  /** What of the credentials is asked for; the rest stays empty. */
  readonly asking = input<Asking>('both');
  readonly passwordLabel = input('Password');
  /** Whether the password is being chosen, so that the rules for new ones hold. */
  readonly choosing = input(false);
  /** Does the deed; rejects when it did not work. */
  readonly perform = input.required<(credentials: Credentials) => Promise<void>>();
  readonly done = output();

  protected readonly failure = signal<Failure | null>(null);
  protected readonly revealed = signal(false);
  private readonly draft = signal<CredentialsDraft>({ email: '', password: '' });

  protected readonly fields = form(
    this.draft,
    (path) => {
      applyWhen(path, () => this.asking() !== 'password', emailRules);
      applyWhen(path, () => this.asking() !== 'email', passwordRules);
      applyWhen(path, () => this.choosing(), newPasswordRules);
    },
    { submission: { action: () => this.submit() } },
  );
  protected readonly busy = computed(() => this.fields().submitting());
  protected readonly emailError = computed(() => visibleError(this.fields.email()));
  protected readonly passwordError = computed(() => visibleError(this.fields.password()));

  private async submit(): Promise<ValidationResult> {
    this.failure.set(null);
    const { email, password } = this.draft();
    try {
      await this.perform()({ email: email.trim(), password });
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

interface Visible {
  touched(): boolean;
  errors(): readonly { readonly message?: string }[];
}

function visibleError(field: Visible): string {
  return (field.touched() && field.errors()[0]?.message) || '';
}
