import { Component, Injector, computed, inject } from '@angular/core';
import { Router } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Balance } from '../../../core/balance/balance';
import { Button } from '../../../ui/button';
import { forfeitWords } from './forfeit-words';

const DONE_MS = 12_000;

/** The end of an account. What is lost with it is said before. */
@Component({
  selector: 'pd-delete-section',
  imports: [Button],
  template: `
    <section class="card p-5 sm:p-6" aria-labelledby="delete-heading">
      <h2 id="delete-heading" class="text-title" i18n="@@delete.heading">Delete account</h2>
      <p class="text-muted mt-1 text-[0.9375rem]" i18n="@@delete.text">
        Your conversations, sessions and your address are removed at once and cannot be brought
        back. What was bought and used stays in the books, under a number that names nobody.
      </p>
      <p class="mt-2 text-[0.9375rem] font-medium">{{ forfeit() }}</p>
      <button uiButton="danger" type="button" class="mt-4" (click)="ask()" i18n="@@delete.ask">
        Delete account…
      </button>
    </section>
  `,
})
export class DeleteSection {
  private readonly injector = inject(Injector);
  private readonly router = inject(Router);
  private readonly balance = inject(Balance);

  protected readonly forfeit = computed(() => forfeitWords(this.balance.view()));

  protected async ask(): Promise<void> {
    const [{ MatDialog }, { DeleteDialog }] = await Promise.all([
      import('@angular/material/dialog'),
      import('./delete-dialog'),
    ]);
    const dialog = this.injector.get(MatDialog).open(DeleteDialog);
    if (!(await firstValueFrom(dialog.afterClosed()))) return;
    const [{ MatSnackBar }] = await Promise.all([
      import('@angular/material/snack-bar'),
      this.router.navigateByUrl('/'),
    ]);
    const done = $localize`:@@delete.done:Your account is deleted, with everything in it.`;
    this.injector.get(MatSnackBar).open(done, $localize`:@@ui.close:Close`, { duration: DONE_MS });
  }
}
