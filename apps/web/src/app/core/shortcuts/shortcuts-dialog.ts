import { Component, effect, inject } from '@angular/core';
import { MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { Button } from '../../ui/button';
import { Session } from '../session/session';
import { Shortcuts } from './shortcuts';

/** Which keys there are, and whether they are wanted. */
@Component({
  selector: 'pd-shortcuts-dialog',
  imports: [Button, MatDialogModule],
  templateUrl: './shortcuts-dialog.html',
})
export class ShortcutsDialog {
  private readonly dialog = inject<MatDialogRef<ShortcutsDialog>>(MatDialogRef);
  private readonly session = inject(Session);
  protected readonly shortcuts = inject(Shortcuts);
  /** The key that is held: people of Apple have one of their own. */
  protected readonly mod = /Mac|iPhone|iPad/.test(navigator.userAgent)
    ? '⌘'
    : $localize`:@@key.control:Ctrl`;

  constructor() {
    effect(() => {
      if (!this.session.signedIn()) this.dialog.close();
    });
  }
}
