import { Directive, input } from '@angular/core';

export type ButtonLook = 'primary' | 'tonal' | 'plain' | 'icon' | 'danger';

/** Gives a button, or a link that acts like one, its look. The look says nothing about what it does. */
@Directive({
  selector: 'button[uiButton], a[uiButton]',
  host: { '[class]': "'btn btn-' + look()" },
})
export class Button {
  readonly look = input<ButtonLook, ButtonLook | ''>('tonal', {
    alias: 'uiButton',
    transform: (look) => look || 'tonal',
  });
}
