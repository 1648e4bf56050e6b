import { Component, computed, input } from '@angular/core';
import { ICON_PATHS, type IconName } from './icon-paths';

/** A decorative icon in the colour of the text around it; the control it sits in has the name. */
@Component({
  selector: 'ui-icon',
  host: { class: 'inline-flex shrink-0', 'aria-hidden': 'true' },
  template: `
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      [attr.width]="size()"
      [attr.height]="size()"
    >
      <path [attr.d]="path()" [attr.fill]="filled() ? 'currentColor' : null" />
    </svg>
  `,
})
export class Icon {
  readonly name = input.required<IconName>();
  /** Edge in pixels. */
  readonly size = input(20);
  /** Whether the shape is solid: for what is chosen, not to tell it by its colour alone. */
  readonly filled = input(false);

  protected readonly path = computed(() => ICON_PATHS[this.name()]);
}
