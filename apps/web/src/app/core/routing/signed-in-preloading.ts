import { Service, inject } from '@angular/core';
import type { PreloadingStrategy, Route } from '@angular/router';
import { EMPTY, type Observable, switchMap, timer } from 'rxjs';
import { Session } from '../session/session';

/** By then the page that was asked for is there, and is not held up. */
const LATER_MS = 3_000;

/** Fetches the other pages ahead for people who are signed in, so that they open also without a network. */
@Service()
export class SignedInPreloading implements PreloadingStrategy {
  private readonly session = inject(Session);

  preload(route: Route, load: () => Observable<unknown>): Observable<unknown> {
    const wanted = this.session.signedIn() && route.canActivate !== undefined;
    return wanted ? timer(LATER_MS).pipe(switchMap(load)) : EMPTY;
  }
}
