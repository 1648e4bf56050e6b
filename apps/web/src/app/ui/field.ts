import { Component, input } from '@angular/core';

/**
 * A label over one control, with a hint or the reason why its value does not do. The control inside
 * takes `id` for itself and `id + '-note'` for `aria-describedby`.
 */
@Component({
  selector: 'ui-field',
  host: { class: 'field' },
  template: `
    <label class="text-label" [for]="for()">{{ label() }}</label>
    <ng-content />
    <p class="field-note" [class.field-error]="error()" [id]="for() + '-note'">
      {{ error() || hint() }}
    </p>
  `,
})
export class Field {
  readonly label = input.required<string>();
  /** The id of the control. */
  readonly for = input.required<string>();
  readonly hint = input('');
  readonly error = input('');
}
