import { Component, inject } from '@angular/core';
import { LanguageChoice } from '../../../core/language/language-choice';
import { THEMES, Theme, type ThemeChoice } from '../../../core/theme/theme';
import { Icon } from '../../../ui/icon';
import type { IconName } from '../../../ui/icon-paths';

interface Look {
  readonly label: () => string;
  readonly icon: IconName;
}

const LOOKS: Readonly<Record<ThemeChoice, Look>> = {
  system: { label: () => $localize`:@@theme.as-system:As the system`, icon: 'system' },
  light: { label: () => $localize`:@@theme.as-light:Light`, icon: 'sun' },
  dark: { label: () => $localize`:@@theme.as-dark:Dark`, icon: 'moon' },
};

/** How the pages look in this browser. */
@Component({
  selector: 'pd-appearance-section',
  imports: [Icon, LanguageChoice],
  template: `
    <section class="card p-5 sm:p-6" aria-labelledby="appearance-heading">
      <h2 id="appearance-heading" class="text-title" i18n="@@account.appearance">Appearance</h2>
      <fieldset class="mt-4">
        <legend class="text-label" i18n="@@theme.legend">Theme</legend>
        <div class="mt-2 grid gap-2 sm:grid-cols-3">
          @for (choice of choices; track choice) {
            <label class="choice">
              <input
                type="radio"
                name="theme"
                class="choice-input"
                [value]="choice"
                [checked]="theme.choice() === choice"
                (change)="theme.choose(choice)"
              />
              <ui-icon [name]="looks[choice].icon" [size]="18" />
              {{ looks[choice].label() }}
            </label>
          }
        </div>
      </fieldset>
      <p id="language-heading" class="text-label mt-5" i18n="@@language.label">Language</p>
      <pd-language-choice class="mt-1" />
    </section>
  `,
})
export class AppearanceSection {
  protected readonly theme = inject(Theme);
  protected readonly choices = THEMES;
  protected readonly looks = LOOKS;
}
