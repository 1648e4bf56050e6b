import { Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterLink, RouterLinkActive } from '@angular/router';
import { filter, map } from 'rxjs';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Session } from '../session/session';
import { AppLinks } from './app-links';
import { BalanceBadge } from './balance-badge';
import { ThemeToggle } from './theme-toggle';

/** Pages of somebody who is on the way in; they need no way there. */
const ENTRANCE = /^\/(login|register|forgot-password|reset-password)\b/;

/** The bar over every page: where one can go, who is signed in, and what is left. */
@Component({
  selector: 'pd-app-bar',
  imports: [AppLinks, BalanceBadge, Button, Icon, RouterLink, RouterLinkActive, ThemeToggle],
  templateUrl: './app-bar.html',
})
export class AppBar {
  private readonly router = inject(Router);
  protected readonly session = inject(Session);

  private readonly address = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map((event) => event.urlAfterRedirects),
    ),
    { initialValue: this.router.url },
  );
  /** The pages that lead into a session have the ways in themselves. */
  protected readonly entering = computed(() => ENTRANCE.test(this.address()));
}
