import { Directive, ElementRef, afterNextRender, inject } from '@angular/core';

/** Takes the keyboard when it appears, with its text selected: for fields that a click has opened. */
@Directive({ selector: 'input[uiAutoFocus]' })
export class AutoFocus {
  constructor() {
    const element = inject<ElementRef<HTMLInputElement>>(ElementRef).nativeElement;
    afterNextRender(() => {
      element.focus();
      element.select();
    });
  }
}
