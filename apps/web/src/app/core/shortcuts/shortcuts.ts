import { Injector, Service, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { PaletteOpener } from '../palette/palette-opener';
import { Session } from '../session/session';
import { BrowserStorage } from '../storage/browser-storage';
import { shortcutOf } from './shortcut-keys';
import { ShortcutsHelp } from './shortcuts-help';

/** Not a person's secret: the choice stays with the browser. */
const KEY = 'shortcuts';
const OFF = 'off';

/** The keys that work on every page, while somebody is signed in, unless they are switched off. */
@Service()
export class Shortcuts {
  private readonly injector = inject(Injector);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly storage = inject(BrowserStorage);
  private readonly on = signal(this.storage.read(KEY) !== OFF);

  readonly enabled = this.on.asReadonly();

  enable(enabled: boolean): void {
    this.on.set(enabled);
    if (enabled) this.storage.remove(KEY);
    else this.storage.write(KEY, OFF);
  }

  /** Also while something is typed. */
  take(event: KeyboardEvent): void {
    const shortcut = shortcutOf(event);
    if (shortcut === null || !this.enabled() || !this.mayUse()) return;
    event.preventDefault();
    if (shortcut === 'palette') void this.injector.get(PaletteOpener).open();
    else if (shortcut === 'help') void this.injector.get(ShortcutsHelp).open();
    else void this.router.navigateByUrl('/chat');
  }

  /** Not while the password is asked for: that comes first. */
  private mayUse(): boolean {
    return this.session.signedIn() && !this.session.lapsed();
  }
}
