import { Service, effect, inject, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import { filter } from 'rxjs';
import { authGuard, loginAddress } from './auth-guard';
import { Session } from './session';
import { SessionDialogOpener } from './session-dialog-opener';
import { readClaims } from './token-claims';
import { TokenStorage } from './token-storage';

/** Follows the session wherever it changes: here, in another tab, or because it ran out. */
@Service()
export class SessionWatch {
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly dialog = inject(SessionDialogOpener);
  private readonly tokens = inject(TokenStorage);
  private readonly arrived = toSignal(
    this.router.events.pipe(filter((event) => event instanceof NavigationEnd)),
  );

  start(): void {
    void this.session.load();
    effect(() => {
      // A session can end on the way to a page, before there is a page to leave.
      this.arrived();
      const token = this.tokens.token();
      const lapsed = this.session.lapsed();
      untracked(() => {
        if (lapsed) this.askForPassword();
        else if (token === null) this.leaveProtectedPage();
        else this.noticeOtherAccount(token);
      });
    });
  }

  /** The page stays as it is for who comes back; one that anybody may see needs nobody. */
  private askForPassword(): void {
    if (isProtected(this.router)) void this.dialog.open();
    else this.session.abandon();
  }

  private leaveProtectedPage(): void {
    if (!isProtected(this.router)) return;
    const address = this.session.exit() ?? loginAddress(this.router, this.router.url);
    void this.router.navigateByUrl(address);
  }

  /** Another tab signed in as somebody else: nothing on this page belongs to them, so begin anew. */
  private noticeOtherAccount(token: string): void {
    const user = this.session.user();
    const owner = readClaims(token)?.sub;
    if (user && owner && owner !== user.id) location.reload();
  }
}

function isProtected(router: Router): boolean {
  const page = router.routerState.snapshot.root.firstChild?.routeConfig;
  return page?.canActivate?.includes(authGuard) ?? false;
}
