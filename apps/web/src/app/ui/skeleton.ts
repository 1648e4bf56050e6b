import { Component, computed, input } from '@angular/core';

/** Grey lines where content will be. They appear only when loading takes longer than 200 ms. */
@Component({
  selector: 'ui-skeleton',
  host: { class: 'skeleton', role: 'status', '[attr.aria-label]': 'label' },
  template: `
    @for (width of widths(); track $index) {
      <div class="skeleton-line" [style.width.%]="width"></div>
    }
  `,
})
export class Skeleton {
  readonly lines = input(3);

  protected readonly label = $localize`:@@ui.loading:Loading`;

  protected readonly widths = computed(() =>
    Array.from({ length: this.lines() }, (_, line) => 92 - ((line * 37) % 45)),
  );
}
