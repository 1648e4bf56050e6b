import { Component, Directive, inject, input } from '@angular/core';

/** A label over one control, a `uiInput`, with a hint or the reason why its value does not do. */
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

/** The control of the field around it. */
@Directive({
  selector: 'input[uiInput]',
  host: {
    class: 'input',
    '[id]': 'field.for()',
    '[attr.aria-describedby]': "field.for() + '-note'",
    '[attr.aria-invalid]': "field.error() !== ''",
  },
})
export class FieldInput {
  protected readonly field = inject(Field);
}
