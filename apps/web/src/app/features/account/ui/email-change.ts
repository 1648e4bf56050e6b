import {
  Component,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import {
  FormField,
  FormRoot,
  email,
  form,
  required,
  type FieldTree,
  type ValidationResult,
} from '@angular/forms/signals';
import { failureOf, type Failure } from '../../../core/http/failure';
import { FailureNotice } from '../../../core/http/failure-notice';
import { Session } from '../../../core/session/session';
import { AutoFocus } from '../../../ui/auto-focus';
import { Button } from '../../../ui/button';
import { Field, FieldInput } from '../../../ui/field';
import { Notice } from '../../../ui/notice';
import { SubmitButton } from '../../../ui/submit-button';
import { AccountActions } from '../data-access/account-actions';
import { visibleError } from '../../../ui/visible-error';

const EMPTY = { email: '', password: '' };

/** Another address for the account: asked for here, set by the link that is mailed there. */
@Component({
  selector: 'pd-email-change',
  imports: [
    AutoFocus,
    Button,
    FailureNotice,
    Field,
    FieldInput,
    FormField,
    FormRoot,
    Notice,
    SubmitButton,
  ],
  templateUrl: './email-change.html',
})
export class EmailChange {
  private readonly actions = inject(AccountActions);
  private readonly injector = inject(Injector);
  private readonly opener = viewChild<string, ElementRef<HTMLElement>>('opener', {
    read: ElementRef,
  });
  protected readonly session = inject(Session);

  protected readonly open = signal(false);
  private readonly sentTo = signal('');
  /** Where the last link was mailed to, until that is the address. */
  protected readonly pending = computed(() => {
    const address = this.sentTo();
    return address.toLowerCase() === this.session.user()?.email ? '' : address;
  });
  protected readonly failure = signal<Failure | null>(null);
  private readonly draft = signal(EMPTY);

  protected readonly fields = form(
    this.draft,
    (path) => {
      required(path.email, {
        message: $localize`:@@account.newEmailMissing:Enter the new address`,
      });
      email(path.email, {
        message: $localize`:@@auth.email-wrong:This does not look like an email address`,
      });
      required(path.password, { message: $localize`:@@auth.password-missing:Enter your password` });
    },
    { submission: { action: () => this.submit() } },
  );
  protected readonly busy = computed(() => this.fields().submitting());
  protected readonly emailError = computed(() => visibleError(this.fields.email()));
  protected readonly passwordError = computed(() => visibleError(this.fields.password()));

  /** Puts the form away, with what was typed; the keyboard goes back to where it was opened. */
  protected close(): void {
    this.open.set(false);
    this.failure.set(null);
    this.fields().reset(EMPTY);
    afterNextRender(() => this.opener()?.nativeElement.focus(), { injector: this.injector });
  }

  private async submit(): Promise<ValidationResult> {
    this.failure.set(null);
    const wanted = this.draft();
    try {
      await this.actions.changeEmail(wanted);
    } catch (error) {
      return this.explain(failureOf(error));
    }
    this.sentTo.set(wanted.email);
    this.close();
    return null;
  }

  /** Puts what is about a field beside it, and everything else above the form. */
  private explain(failure: Failure): ValidationResult {
    const isRefused = failure.facts.fields?.some(({ pointer }) => pointer === '/email');
    if (failure.code === 'invalid_credentials')
      return at(this.fields.password, $localize`:@@password.wrong:This is not your password`);
    if (isRefused)
      return at(
        this.fields.email,
        $localize`:@@account.newEmailRefused:This address cannot be used`,
      );
    this.failure.set(failure);
    return null;
  }
}

function at(fieldTree: FieldTree<string>, message: string): ValidationResult {
  const wrong = { kind: 'server', message, fieldTree };
  return [wrong];
}
