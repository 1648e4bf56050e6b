import { inject } from '@angular/core';
import { Router, type CanActivateFn } from '@angular/router';
import { returnAddress } from './return-address';
import { Session } from './session';

/** Sends people who are signed in already on to where they were going. */
export const guestGuard: CanActivateFn = (route) =>
  !inject(Session).signedIn() ||
  inject(Router).parseUrl(returnAddress(route.queryParamMap.get('returnUrl')));
