import { DOCUMENT, Injector, Service, inject } from '@angular/core';
import type { MatDialog } from '@angular/material/dialog';
import { debounceTime, firstValueFrom, fromEvent, merge, startWith } from 'rxjs';
import { Session } from './session';
import type { SessionDialog } from './session-dialog';

/** Somebody who has not pressed a key for so long is not in the middle of a word. */
const QUIET_MS = 800;

/** Asks for the password over the page, once; the code of the dialog is fetched with the first time. */
@Service()
export class SessionDialogOpener {
  private readonly injector = inject(Injector);
  private readonly session = inject(Session);
  private readonly document = inject(DOCUMENT);
  private isOpen = false;

  async open(): Promise<void> {
    if (this.isOpen) return;
    this.isOpen = true;
    try {
      const [{ MatDialog }, { SessionDialog }] = await Promise.all([
        import('@angular/material/dialog'),
        import('./session-dialog'),
      ]);
      await this.quiet();
      if (this.session.lapsed()) await this.ask(this.injector.get(MatDialog), SessionDialog);
    } catch {
      // Without the dialog there is still the login page.
      this.session.abandon();
    } finally {
      this.isOpen = false;
    }
  }

  /** A dialog takes the keyboard: keys that were meant for the page must not end in it. */
  private quiet(): Promise<unknown> {
    const keys = merge(
      fromEvent(this.document, 'keydown'),
      fromEvent(this.document, 'input', { capture: true }),
    );
    return firstValueFrom(keys.pipe(startWith(null), debounceTime(QUIET_MS)));
  }

  private ask(dialogs: MatDialog, dialog: typeof SessionDialog): Promise<unknown> {
    const opened = dialogs.open(dialog, {
      autoFocus: '#password',
      disableClose: true,
      closeOnNavigation: false,
      width: 'min(26rem, calc(100vw - 1.5rem))',
    });
    return firstValueFrom(opened.afterClosed(), { defaultValue: null });
  }
}
