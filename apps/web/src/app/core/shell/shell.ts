import { Component, inject, viewChild, type ElementRef } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterOutlet } from '@angular/router';
import { distinctUntilChanged, filter, map, skip } from 'rxjs';
import { Session } from '../session/session';
import { Shortcuts } from '../shortcuts/shortcuts';
import { AppBar } from './app-bar';
import { Updates } from '../updates/updates';
import { heightAboveKeyboard } from './height-above-keyboard';
import { OfflineBanner } from './offline-banner';
import { UpdateToast } from './update-toast';
import { VerifyBanner } from './verify-banner';

/** The frame of every page. */
@Component({
  selector: 'pd-root',
  imports: [AppBar, OfflineBanner, RouterOutlet, UpdateToast, VerifyBanner],
  host: {
    class: 'flex h-dvh flex-col',
    '[style.height.px]': 'height()',
    '(document:keydown)': 'shortcuts.take($event)',
  },
  template: `
    <button type="button" class="skip-link" (click)="focusContent()" i18n="@@shell.skip">
      Skip to content
    </button>
    <pd-app-bar />
    <pd-offline-banner />
    @defer (when session.user()?.pendingGrant) {
      <pd-verify-banner />
    }
    <main #content tabindex="-1" class="relative flex min-h-0 flex-1 flex-col overflow-y-auto">
      <router-outlet />
    </main>
    @defer (when updates.offered()) {
      <pd-update-toast />
    }
  `,
})
export class Shell {
  protected readonly shortcuts = inject(Shortcuts);
  protected readonly session = inject(Session);
  protected readonly updates = inject(Updates);
  protected readonly height = heightAboveKeyboard();
  private readonly content = viewChild.required<ElementRef<HTMLElement>>('content');

  constructor() {
    inject(Router)
      .events.pipe(
        filter((event) => event instanceof NavigationEnd),
        map((event) => event.urlAfterRedirects.split(/[/?#]/)[1]),
        distinctUntilChanged(),
        skip(1),
        takeUntilDestroyed(),
      )
      .subscribe(() => this.focusContent());
  }

  /** Begins a page at its top, for the eyes and for a screen reader alike. */
  protected focusContent(): void {
    const content = this.content().nativeElement;
    content.scrollTop = 0;
    content.focus({ preventScroll: true });
  }
}
