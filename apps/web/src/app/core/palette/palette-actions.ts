import { Service, inject } from '@angular/core';
import { Router } from '@angular/router';
import type { IconName } from '../../ui/icon-paths';
import { Session } from '../session/session';
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
  private readonly theme = inject(Theme);

  private readonly all: readonly PaletteAction[] = [
    { label: 'New chat', icon: 'plus', run: () => this.visit('/chat') },
    { label: 'Billing', icon: 'coin', run: () => this.visit('/billing') },
    { label: 'Usage', icon: 'list', run: () => this.visit('/usage') },
    { label: 'Change the theme', icon: 'sun', run: () => this.theme.choose(this.theme.next()) },
    { label: 'Sign out', icon: 'logOut', run: () => void this.session.signOut() },
  ];

  /** Those whose name has these words in it. */
  matching(words: string): readonly PaletteAction[] {
    return this.all.filter(({ label }) => label.toLowerCase().includes(words.toLowerCase()));
  }

  private visit(address: string): void {
    void this.router.navigateByUrl(address);
  }
}
