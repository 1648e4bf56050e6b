import { Component } from '@angular/core';

/** A turning ring for a control that is at work; the control's own text says at what. */
@Component({
  selector: 'ui-spinner',
  template: '',
  host: { class: 'spinner', 'aria-hidden': 'true' },
})
export class Spinner {}
