import { Clipboard } from '@angular/cdk/clipboard';
import { Component, inject, input, signal } from '@angular/core';
import { Icon } from './icon';
import type { IconName } from './icon-paths';

/** How long "Copied" stands before the button is ready again. */
const CONFIRMED_MS = 2_000;

/** Copies a text, and says that it did. */
@Component({
  selector: 'ui-copy-button',
  imports: [Icon],
  template: `
    <button type="button" class="quiet-button" [title]="compact() ? label() : ''" (click)="copy()">
      <ui-icon [name]="copied() ? 'check' : icon()" [size]="16" />
      <span aria-live="polite" [class.sr-only]="compact()">{{ copied() ? done : label() }}</span>
    </button>
  `,
})
export class CopyButton {
  private readonly clipboard = inject(Clipboard);

  readonly text = input.required<string>();
  readonly label = input($localize`:@@ui.copy:Copy`);
  readonly icon = input<IconName>('copy');
  /** Whether only the icon is seen. */
  readonly compact = input(false);

  protected readonly done = $localize`:@@ui.copied:Copied`;
  protected readonly copied = signal(false);

  protected copy(): void {
    if (!this.clipboard.copy(this.text())) return;
    this.copied.set(true);
    setTimeout(() => this.copied.set(false), CONFIRMED_MS);
  }
}
