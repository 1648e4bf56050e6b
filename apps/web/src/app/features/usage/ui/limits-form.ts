import {
  Component,
  ElementRef,
  computed,
  input,
  linkedSignal,
  signal,
  viewChild,
} from '@angular/core';
import {
  FormField,
  FormRoot,
  form,
  type FieldTree,
  type ValidationResult,
} from '@angular/forms/signals';
import type { SpendingLimits } from '@prome-dify/contracts';
import { failureOf, type Failure } from '../../../core/http/failure';
import { FailureNotice } from '../../../core/http/failure-notice';
import { Field, FieldInput } from '../../../ui/field';
import { Icon } from '../../../ui/icon';
import { SubmitButton } from '../../../ui/submit-button';
import { visibleError } from '../../../ui/visible-error';
import { draftOf, limitsOf, limitsRules, type LimitsDraft } from './limits-rules';

/** Both limits with a Save. What was typed stays, whatever becomes of it. */
@Component({
  selector: 'pd-limits-form',
  imports: [FailureNotice, Field, FieldInput, FormField, FormRoot, Icon, SubmitButton],
  templateUrl: './limits-form.html',
})
export class LimitsForm {
  /** What is set when the form appears. */
  readonly limits = input.required<SpendingLimits>();
  /** Saves; rejects when it did not work. */
  readonly perform = input.required<(limits: SpendingLimits) => Promise<void>>();

  private readonly answerField = viewChild.required<ElementRef<HTMLElement>>('answerField');
  private readonly dayField = viewChild.required<ElementRef<HTMLElement>>('dayField');

  protected readonly failure = signal<Failure | null>(null);
  // Later limits, from another tab for one, do not take away what is being typed here.
  private readonly draft = linkedSignal<SpendingLimits, LimitsDraft>({
    source: this.limits,
    computation: (limits, before) => before?.value ?? draftOf(limits),
  });
  private readonly savedDraft = signal<LimitsDraft | null>(null);

  protected readonly fields = form(this.draft, limitsRules, {
    submission: {
      action: () => this.submit(),
      onInvalid: () => this.wrongField().nativeElement.focus(),
    },
  });
  protected readonly busy = computed(() => this.fields().submitting());
  protected readonly saved = computed(() => this.savedDraft() === this.draft());
  protected readonly answerError = computed(() => visibleError(this.fields.perAnswer()));
  protected readonly dayError = computed(() => visibleError(this.fields.perDay()));

  /** The first field that does not do. */
  private readonly wrongField = computed(() =>
    this.answerError() === '' ? this.dayField() : this.answerField(),
  );

  private async submit(): Promise<ValidationResult> {
    this.failure.set(null);
    this.savedDraft.set(null);
    const draft = this.draft();
    try {
      await this.perform()(limitsOf(draft));
      this.savedDraft.set(draft);
      return null;
    } catch (error) {
      return this.explain(failureOf(error));
    }
  }

  /** Puts what belongs to a field beside it, and everything else above the form. */
  private explain(failure: Failure): ValidationResult {
    const { perAnswer, perDay } = this.fields;
    const at: Partial<Record<string, FieldTree<string>>> = {
      '/perAnswer': perAnswer,
      '/perDay': perDay,
    };
    const messages = (failure.facts.fields ?? []).flatMap(({ pointer, message }) => {
      const fieldTree = at[pointer];
      return fieldTree ? [{ kind: 'server', message, fieldTree }] : [];
    });
    if (messages.length === 0) this.failure.set(failure);
    return messages;
  }
}
