import { Component, input } from '@angular/core';
import type { Heading } from './block';
import { MdInline } from './md-inline';

/** A heading within an answer: two levels deeper than written, for the page and the turn lie above. */
@Component({
  selector: 'md-heading',
  imports: [MdInline],
  template: `
    @switch (heading().level) {
      @case (1) {
        <h3 class="md-h1"><md-inline [inlines]="heading().inlines" /></h3>
      }
      @case (2) {
        <h4 class="md-h2"><md-inline [inlines]="heading().inlines" /></h4>
      }
      @case (3) {
        <h5 class="md-h3"><md-inline [inlines]="heading().inlines" /></h5>
      }
      @default {
        <h6><md-inline [inlines]="heading().inlines" /></h6>
      }
    }
  `,
})
export class MdHeading {
  readonly heading = input.required<Heading>();
}
