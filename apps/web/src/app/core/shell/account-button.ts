import { Component, Injector, inject } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';

/** Leads to what somebody can do about their account as a whole. */
@Component({
  selector: 'pd-account-button',
  imports: [Button, Icon],
  template: `
    <button
      uiButton="icon"
      type="button"
      aria-label="Account"
      aria-haspopup="dialog"
      (click)="openDialog()"
    >
      <ui-icon name="person" />
    </button>
  `,
})
export class AccountButton {
  private readonly injector = inject(Injector);

  protected async openDialog(): Promise<void> {
    const [{ MatDialog }, { AccountDialog }] = await Promise.all([
      import('@angular/material/dialog'),
      import('./account-dialog'),
    ]);
    const dialog = this.injector.get(MatDialog).open(AccountDialog);
    if (await firstValueFrom(dialog.afterClosed())) await this.confirmDeparture();
  }

  /** Says on the login page, where the account is gone, what has happened. */
  private async confirmDeparture(): Promise<void> {
    const { MatSnackBar } = await import('@angular/material/snack-bar');
    const text = 'You are signed out on every device.';
    this.injector.get(MatSnackBar).open(text, 'Close', { duration: 8_000 });
  }
}
