import { Component, inject } from '@angular/core';
import { Icon } from '../../ui/icon';
import { Language } from './language';
import { LANGUAGES, LANGUAGE_NAMES } from './language-code';

/** Offers the languages of the client side by side. */
@Component({
  selector: 'pd-language-choice',
  imports: [Icon],
  template: `
    <div
      role="group"
      aria-label="Language"
      i18n-aria-label="@@language.label"
      class="flex items-center gap-1"
    >
      <ui-icon name="globe" class="text-muted mr-1" [size]="18" />
      @for (language of languages; track language) {
        <button
          type="button"
          class="quiet-button min-h-11 aria-pressed:font-semibold aria-pressed:text-ink"
          [attr.lang]="language"
          [attr.aria-pressed]="language === chosen.current"
          (click)="chosen.choose(language)"
        >
          {{ names[language] }}
        </button>
      }
    </div>
  `,
})
export class LanguageChoice {
  protected readonly chosen = inject(Language);
  protected readonly languages = LANGUAGES;
  protected readonly names = LANGUAGE_NAMES;
}
