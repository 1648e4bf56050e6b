import { Component, effect, inject, signal } from '@angular/core';
import { MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { Button } from '../../../ui/button';
import { Notice } from '../../../ui/notice';
import { failureOf, type Failure } from '../../../core/http/failure';
import { Session } from '../../../core/session/session';

/** Who is signed in, and the way out of every session. Closes with `true` when that was taken. */
@Component({
  selector: 'pd-sign-out-dialog',
  imports: [Button, MatDialogModule, Notice],
  template: `
    <h2 mat-dialog-title i18n="@@account.everywhere-question">Sign out everywhere?</h2>
    <mat-dialog-content>
      @if (session.user(); as user) {
        <p i18n="@@account.signed-in-as">
          You are signed in as <strong class="wrap-anywhere">{{ user.email }}</strong>.
        </p>
      }
      <p class="mt-3" i18n="@@account.everywhere-text">
        Every session of your account ends, here and on all other devices, within seconds. Answers
        that are being written stop. Your conversations and your tokens stay, and so does what you
        have typed here.
      </p>
      @if (failure(); as failure) {
        <ui-notice tone="error" class="mt-4" i18n="@@account.everywhere-failed">
          {{ failure.message }}. You are still signed in everywhere.
        </ui-notice>
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end" class="gap-2">
      <button uiButton="plain" type="button" mat-dialog-close cdkFocusInitial i18n="@@ui.cancel">
        Cancel
      </button>
      <button
        uiButton="danger"
        type="button"
        [attr.aria-disabled]="leaving()"
        (click)="signOutEverywhere()"
      >
        @if (leaving()) {
          <ng-container i18n="@@account.leaving">Signing out…</ng-container>
        } @else {
          <ng-container i18n="@@account.everywhere">Sign out everywhere</ng-container>
        }
      </button>
    </mat-dialog-actions>
  `,
})
export class SignOutDialog {
  protected readonly session = inject(Session);
  private readonly dialog = inject(MatDialogRef<SignOutDialog, boolean>);

  protected readonly leaving = signal(false);
  protected readonly failure = signal<Failure | null>(null);

  constructor() {
    // It may end meanwhile in another tab, or be over before it was asked to.
    effect(() => {
      if (!this.session.signedIn()) this.dialog.close(this.session.departed());
    });
  }

  protected async signOutEverywhere(): Promise<void> {
    if (this.leaving()) return;
    this.leaving.set(true);
    this.failure.set(null);
    try {
      await this.session.signOutEverywhere();
    } catch (error) {
      this.failure.set(failureOf(error));
    } finally {
      this.leaving.set(false);
    }
  }
}
