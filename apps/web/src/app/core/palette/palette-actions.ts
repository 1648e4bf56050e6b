import { Service, inject } from '@angular/core';
import { Router } from '@angular/router';
import type { IconName } from '../../ui/icon-paths';
import { Language } from '../language/language';
import { LANGUAGE_NAMES } from '../language/language-code';
import { Session } from '../session/session';
import { ShortcutsHelp } from '../shortcuts/shortcuts-help';
import { Theme } from '../theme/theme';

/** Something that can be done from anywhere. */
export interface PaletteAction {
  readonly label: string;
  readonly icon: IconName;
  readonly run: () => void;
}

/** What the palette offers beside conversations. */
@Service()
export class PaletteActions {
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly shortcuts = inject(ShortcutsHelp);
  private readonly theme = inject(Theme);
  private readonly language = inject(Language);

  private readonly all: readonly PaletteAction[] = [
    { label: $localize`:@@chat.new:New chat`, icon: 'plus', run: () => this.visit('/chat') },
    { label: $localize`:@@billing.title:Billing`, icon: 'coin', run: () => this.visit('/billing') },
    { label: $localize`:@@usage.title:Usage`, icon: 'list', run: () => this.visit('/usage') },
    {
      label: $localize`:@@account.label:Account`,
      icon: 'person',
      run: () => this.visit('/account'),
    },
    {
      label: $localize`:@@palette.theme:Change the theme`,
      icon: 'sun',
      run: () => this.theme.choose(this.theme.next()),
    },
    {
      label: LANGUAGE_NAMES[this.language.other],
      icon: 'globe',
      run: () => this.language.choose(this.language.other),
    },
    {
      label: $localize`:@@shortcuts.title:Keyboard shortcuts`,
      icon: 'keyboard',
      run: () => void this.shortcuts.open(),
    },
    {
      label: $localize`:@@palette.sign-out:Sign out`,
      icon: 'logOut',
      run: () => void this.session.signOut(),
    },
  ];

  /** Those whose name has these words in it. */
  matching(words: string): readonly PaletteAction[] {
    return this.all.filter(({ label }) => label.toLowerCase().includes(words.toLowerCase()));
  }

  private visit(address: string): void {
    void this.router.navigateByUrl(address);
  }
}
