import { Component, computed, inject } from '@angular/core';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import type { IconName } from '../../ui/icon-paths';
import { Theme, type ThemeChoice } from '../theme/theme';

const ICONS: Readonly<Record<ThemeChoice, IconName>> = {
  system: 'system',
  light: 'sun',
  dark: 'moon',
};

const LABELS: Readonly<Record<ThemeChoice, () => string>> = {
  system: () => $localize`:@@theme.system:Theme: system`,
  light: () => $localize`:@@theme.light:Theme: light`,
  dark: () => $localize`:@@theme.dark:Theme: dark`,
};

/** Walks through system, light and dark. */
@Component({
  selector: 'pd-theme-toggle',
  imports: [Button, Icon],
  template: `
    <button
      uiButton="icon"
      type="button"
      [attr.aria-label]="label()"
      (click)="theme.choose(theme.next())"
    >
      <ui-icon [name]="icon()" />
    </button>
  `,
})
export class ThemeToggle {
  protected readonly theme = inject(Theme);

  protected readonly label = computed(() => LABELS[this.theme.choice()]());
  protected readonly icon = computed(() => ICONS[this.theme.choice()]);
}
