import { CdkTextareaAutosize } from '@angular/cdk/text-field';
import {
  Component,
  ElementRef,
  computed,
  effect,
  inject,
  input,
  output,
  untracked,
  viewChild,
  type Signal,
} from '@angular/core';
import { LIMITS } from '@prome-dify/contracts';
import { Shortcuts } from '../../../core/shortcuts/shortcuts';
import { Button } from '../../../ui/button';
import { Icon } from '../../../ui/icon';
import { mediaQuery } from '../../../ui/media-query';
import { SendGate } from './send-gate';
import { recalls, sends } from './send-key';

/** What is being written. It is asked, not copied: a copy is late by one drawing of the page. */
export interface Draft {
  readonly text: Signal<string>;
  write(text: string): void;
}

/** Where a message is written, sent, and its answer stopped. */
@Component({
  selector: 'pd-composer',
  imports: [Button, CdkTextareaAutosize, Icon],
  host: {
    '(document:keydown.escape)': 'stopByKey($event)',
    '(document:keydown.shift.escape)': 'focusByKey($event)',
  },
  templateUrl: './composer.html',
})
export class Composer {
  private readonly gate = new SendGate();
  private readonly shortcuts = inject(Shortcuts);
  /** Whether the inputs are there; the field itself is a moment earlier. */
  private drawn = false;
  private readonly coarse = mediaQuery('(pointer: coarse)');
  private readonly field = viewChild.required<ElementRef<HTMLTextAreaElement>>('field');

  readonly draft = input.required<Draft>();
  /** Whether an answer is running. */
  readonly busy = input.required<boolean>();
  /** Whether its Stop is on its way. */
  readonly stopping = input.required<boolean>();
  readonly send = output<string>();
  readonly stop = output();
  /** The last question is wanted, to be changed. */
  readonly editLast = output();

  private readonly text = computed(() => this.draft().text());
  protected readonly tooLong = computed(() => this.text().length - LIMITS.messageMax);
  protected readonly sendable = computed(() => this.text().trim() !== '' && this.tooLong() <= 0);

  constructor() {
    // A binding would miss a text that is written and sent within one drawing of the page: for it,
    // nothing has changed. An effect sees that something was written.
    effect(() => {
      const field = this.field().nativeElement;
      const draft = this.draft();
      const text = draft.text();
      // Somebody can be faster than the first drawing: what is typed then is a draft, too.
      if (!this.drawn && field.value !== '') untracked(() => draft.write(field.value));
      else if (field.value !== text) field.value = text;
      this.drawn = true;
    });
  }

  /** Brings the keyboard here, except where that would pop up a screen keyboard. */
  focus(): void {
    if (!this.coarse()) this.field().nativeElement.focus();
  }

  protected readText(): void {
    if (this.drawn) this.draft().write(this.field().nativeElement.value);
  }

  protected readKey(event: KeyboardEvent): void {
    if (!this.drawn) return;
    const isRecall = this.text() === '' && recalls(event);
    if (!isRecall && !sends(event, this.coarse())) return;
    event.preventDefault();
    if (isRecall) this.editLast.emit();
    else this.sendNow();
  }

  protected sendNow(): void {
    if (this.busy() || !this.sendable() || !this.gate.allows(performance.now())) return;
    this.send.emit(this.text().trim());
    this.focus();
  }

  protected stopNow(): void {
    if (!this.busy()) return;
    this.gate.stopped(performance.now());
    this.stop.emit();
  }

  protected focusByKey(event: Event): void {
    if (this.shortcuts.enabled() && !event.defaultPrevented) this.focus();
  }

  /** A dialog or menu that is open has its own use for Escape. */
  protected stopByKey(event: Event): void {
    if (!event.defaultPrevented) this.stopNow();
  }
}
