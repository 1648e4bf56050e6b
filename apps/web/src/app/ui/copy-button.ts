import { Clipboard } from '@angular/cdk/clipboard';
import { Component, inject, input, signal } from '@angular/core';
import { Icon } from './icon';

/** How long "Copied" stands before the button is ready again. */
const CONFIRMED_MS = 2_000;

/** Copies a text, and says that it did. */
@Component({
  selector: 'ui-copy-button',
  imports: [Icon],
  template: `
    <button type="button" class="quiet-button" (click)="copy()">
      <ui-icon [name]="copied() ? 'check' : 'copy'" [size]="16" />
      <span aria-live="polite">{{ copied() ? 'Copied' : label() }}</span>
    </button>
  `,
})
export class CopyButton {
  private readonly clipboard = inject(Clipboard);

  readonly text = input.required<string>();
  readonly label = input('Copy');

  protected readonly copied = signal(false);

  protected copy(): void {
    if (!this.clipboard.copy(this.text())) return;
    this.copied.set(true);
    setTimeout(() => this.copied.set(false), CONFIRMED_MS);
  }
}
