import { Component, inject, viewChild, type ElementRef } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterOutlet } from '@angular/router';
import { distinctUntilChanged, filter, map, skip } from 'rxjs';
import { PaletteOpener } from '../palette/palette-opener';
import { Session } from '../session/session';
import { AppBar } from './app-bar';
import { OfflineBanner } from './offline-banner';
import { VerifyBanner } from './verify-banner';

/** The frame of every page. */
@Component({
  selector: 'pd-root',
  imports: [AppBar, OfflineBanner, RouterOutlet, VerifyBanner],
  host: { class: 'flex h-dvh flex-col', '(document:keydown)': 'palette.openByKey($event)' },
  template: `
    <button type="button" class="skip-link" (click)="focusContent()">Skip to content</button>
    <pd-app-bar />
    <pd-offline-banner />
    @defer (when session.user()?.pendingGrant) {
      <pd-verify-banner />
    }
    <main #content tabindex="-1" class="relative flex min-h-0 flex-1 flex-col overflow-y-auto">
      <router-outlet />
    </main>
  `,
})
export class Shell {
  protected readonly palette = inject(PaletteOpener);
  protected readonly session = inject(Session);
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
