import { Component, effect, inject } from '@angular/core';
import { MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import type { Credentials } from '@prome-dify/contracts';
import { Button } from '../../ui/button';
import { CredentialsForm } from './credentials/credentials-form';
import { Session } from './session';
import { SignIn } from './sign-in';

/** Asks who was at this page for the password, over the page. It goes when the session is there again. */
@Component({
  selector: 'pd-session-dialog',
  imports: [Button, CredentialsForm, MatDialogModule],
  host: { '(keydown.escape)': '$event.preventDefault()' },
  templateUrl: './session-dialog.html',
})
export class SessionDialog {
  private readonly dialog = inject<MatDialogRef<SessionDialog>>(MatDialogRef);
  private readonly signIn = inject(SignIn);
  protected readonly session = inject(Session);

  protected readonly email = this.session.user()?.email ?? '';
  protected readonly login = (credentials: Credentials): Promise<void> =>
    this.signIn.login(credentials);

  constructor() {
    // Here, or in another tab: signed in again, or out for good.
    effect(() => {
      if (!this.session.lapsed()) this.dialog.close();
    });
  }
}
