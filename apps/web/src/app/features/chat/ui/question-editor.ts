import { CdkTextareaAutosize } from '@angular/cdk/text-field';
import {
  Component,
  ElementRef,
  afterNextRender,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  viewChild,
} from '@angular/core';
import { LIMITS, type ChatRequest } from '@prome-dify/contracts';
import { Button } from '../../../ui/button';
import { Models } from '../data-access/models';
import { CostEstimate } from './cost-estimate';
import { saves } from './send-key';

/** Where a question that was sent is written anew. */
@Component({
  selector: 'pd-question-editor',
  imports: [Button, CdkTextareaAutosize, CostEstimate],
  host: { class: 'block w-full' },
  template: `
    <form
      class="bg-mid focus-within:border-accent rounded-2xl border border-transparent p-4"
      (submit)="$event.preventDefault(); saveNow()"
    >
      <textarea
        #field
        cdkTextareaAutosize
        cdkAutosizeMinRows="1"
        cdkAutosizeMaxRows="12"
        aria-label="Your question"
        i18n-aria-label="@@question.label"
        class="block w-full resize-none bg-transparent leading-relaxed outline-none"
        [attr.aria-invalid]="tooLong() > 0 || null"
        [value]="start()"
        (input)="text.set(field.value)"
        (keydown)="readKey($event)"
      ></textarea>
      <div class="mt-3 flex flex-wrap items-center justify-end gap-2">
        <div class="text-muted min-w-0 grow basis-full text-[0.8125rem] sm:basis-0">
          @if (tooLong() > 0) {
            <span class="text-danger" i18n="@@composer.too-long"
              >{{ tooLong() }} characters too long</span
            >
          } @else {
            <pd-cost-estimate [request]="request()" />
          }
        </div>
        <button uiButton="plain" type="button" (click)="leave.emit()" i18n="@@ui.cancel">
          Cancel
        </button>
        <button uiButton="primary" type="submit" [disabled]="!savable()" i18n="@@question.save">
          Save & rerun
        </button>
      </div>
    </form>
  `,
})
export class QuestionEditor {
  private readonly models = inject(Models);
  private readonly field = viewChild.required<ElementRef<HTMLTextAreaElement>>('field');

  /** What is in the field at first. */
  readonly start = input.required<string>();
  /** Where the question would go. */
  readonly place = input.required<Omit<ChatRequest, 'message'>>();
  /** Whether nothing can be sent now. */
  readonly locked = input.required<boolean>();
  readonly save = output<string>();
  readonly leave = output();

  protected readonly text = linkedSignal(() => this.start());
  protected readonly tooLong = computed(() => this.text().length - LIMITS.messageMax);
  protected readonly savable = computed(
    () => !this.locked() && this.text().trim() !== '' && this.tooLong() <= 0,
  );
  protected readonly request = computed<ChatRequest | null>(() => {
    const message = this.text().trim();
    const model = this.models.chosen()?.id;
    return message === '' ? null : { ...this.place(), message, ...(model && { model }) };
  });

  constructor() {
    afterNextRender(() => {
      const field = this.field().nativeElement;
      field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
    });
  }

  protected readKey(event: KeyboardEvent): void {
    if (saves(event)) {
      event.preventDefault();
      this.saveNow();
    } else if (event.key === 'Escape' && !event.isComposing) {
      // Elsewhere Escape stops an answer.
      event.preventDefault();
      this.leave.emit();
    }
  }

  protected saveNow(): void {
    if (this.savable()) this.save.emit(this.text().trim());
  }
}
