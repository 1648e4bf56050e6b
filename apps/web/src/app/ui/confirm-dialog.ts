import { Component, inject } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { Button } from './button';

export interface Question {
  readonly title: string;
  readonly text: string;
  /** What the confirming button says: the deed itself, as in "Delete". */
  readonly confirm: string;
}

/** Asks before something that cannot be undone. Closes with `true` when confirmed. */
@Component({
  selector: 'ui-confirm-dialog',
  imports: [Button, MatDialogModule],
  template: `
    <h2 mat-dialog-title>{{ question.title }}</h2>
    <mat-dialog-content>{{ question.text }}</mat-dialog-content>
    <mat-dialog-actions align="end" class="gap-2">
      <button uiButton="plain" type="button" mat-dialog-close cdkFocusInitial>Cancel</button>
      <button uiButton="danger" type="button" [mat-dialog-close]="true">
        {{ question.confirm }}
      </button>
    </mat-dialog-actions>
  `,
})
export class ConfirmDialog {
  protected readonly question = inject<Question>(MAT_DIALOG_DATA);
}
