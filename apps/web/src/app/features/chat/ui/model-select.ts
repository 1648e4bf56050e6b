import { Component, inject } from '@angular/core';
import { Models } from '../data-access/models';

/** Which model answers; a choice where there is more than one. */
@Component({
  selector: 'pd-model-select',
  template: `
    @if (models.chosen(); as chosen) {
      @if (models.all().length > 1) {
        <select
          aria-label="Model"
          i18n-aria-label="@@chat.model"
          class="text-muted hover:text-ink -ml-1 max-w-48 cursor-pointer truncate rounded-lg bg-transparent py-1"
          [value]="chosen.id"
          (change)="choose($event)"
        >
          @for (model of models.all(); track model.id) {
            <option [value]="model.id" [selected]="model.id === chosen.id">
              {{ model.label }}
            </option>
          }
        </select>
      } @else {
        <span class="truncate">{{ chosen.label }}</span>
      }
    }
  `,
})
export class ModelSelect {
  protected readonly models = inject(Models);

  protected choose(event: Event): void {
    if (event.target instanceof HTMLSelectElement) this.models.choose(event.target.value);
  }
}
