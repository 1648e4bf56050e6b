import { inject } from '@angular/core';
import { Router, type CanActivateFn, type UrlTree } from '@angular/router';
import { Session } from './session';

/** Lets signed-in people pass; sends the others to the login page, with the way back. */
export const authGuard: CanActivateFn = (_route, state) =>
  inject(Session).signedIn() || loginAddress(inject(Router), state.url);

/** `/login` with the address to return to. */
export function loginAddress(router: Router, returnUrl: string): UrlTree {
  return router.createUrlTree(['/login'], { queryParams: { returnUrl } });
}
