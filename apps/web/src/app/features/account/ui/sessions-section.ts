import { Component, Injector, inject, signal } from '@angular/core';
import type { SessionView } from '@prome-dify/contracts';
import { firstValueFrom } from 'rxjs';
import { failureOf } from '../../../core/http/failure';
import { Button } from '../../../ui/button';
import { formatTime } from '../../../ui/format-time';
import { LoadFailed } from '../../../ui/load-failed';
import { Skeleton } from '../../../ui/skeleton';
import { OwnSessions } from '../data-access/own-sessions';
import { deviceWords } from './device-words';

const DONE_MS = 8_000;

/** Where somebody is signed in, and the ways out: of one device, or of all. */
@Component({
  selector: 'pd-sessions-section',
  imports: [Button, LoadFailed, Skeleton],
  templateUrl: './sessions-section.html',
})
export class SessionsSection {
  private readonly injector = inject(Injector);
  protected readonly own = inject(OwnSessions);

  /** What was done last, for a screen reader; the list shows it. */
  protected readonly news = signal('');
  protected readonly complaint = signal('');

  protected readonly formatTime = formatTime;
  protected readonly deviceWords = deviceWords;

  protected signOutLabel({ userAgent }: SessionView): string {
    return $localize`:@@sessions.sign-out-of:Sign out ${deviceWords(userAgent)}:device:`;
  }

  protected async end({ id, userAgent }: SessionView): Promise<void> {
    this.complaint.set('');
    this.news.set('');
    const device = deviceWords(userAgent);
    try {
      await this.own.end(id);
      this.news.set($localize`:@@sessions.ended:${device}:device: is signed out.`);
    } catch (error) {
      const reason = failureOf(error).message;
      this.complaint.set(
        $localize`:@@sessions.not-ended:${device}:device: is still signed in. ${reason}:reason:.`,
      );
    }
  }

  protected async askToLeave(): Promise<void> {
    const [{ MatDialog }, { SignOutDialog }] = await Promise.all([
      import('@angular/material/dialog'),
      import('./sign-out-dialog'),
    ]);
    const dialog = this.injector.get(MatDialog).open(SignOutDialog);
    if (!(await firstValueFrom(dialog.afterClosed()))) return;
    // On the login page, where this section is gone.
    const { MatSnackBar } = await import('@angular/material/snack-bar');
    const done = $localize`:@@account.signed-out:You are signed out on every device.`;
    this.injector.get(MatSnackBar).open(done, $localize`:@@ui.close:Close`, { duration: DONE_MS });
  }
}
