import { Component, input } from '@angular/core';
import { LanguageChoice } from '../../../core/language/language-choice';

/** The narrow column that sign-in and sign-up share. */
@Component({
  selector: 'pd-auth-card',
  imports: [LanguageChoice],
  host: { class: 'mx-auto flex w-full max-w-sm flex-1 flex-col px-5 pt-12 pb-16 sm:pt-24' },
  template: `
    <h1 class="text-headline">{{ heading() }}</h1>
    <p class="text-muted mt-2 mb-8 text-pretty">{{ text() }}</p>
    <ng-content />
    <pd-language-choice class="mt-10" />
  `,
})
export class AuthCard {
  readonly heading = input.required<string>();
  readonly text = input.required<string>();
}
