import { Component, computed, inject } from '@angular/core';
import { formatCount } from '../../ui/format-tokens';
import { Icon } from '../../ui/icon';
import { SendAgain } from '../session/send-again';
import { Session } from '../session/session';

/** Tells somebody whose free tokens wait for it to verify their address. */
@Component({
  selector: 'pd-verify-banner',
  imports: [Icon, SendAgain],
  host: { '(document:visibilitychange)': 'lookAgain()' },
  template: `
    @if (waiting(); as user) {
      <section
        aria-label="Verify your email"
        i18n-aria-label="@@verify.heading"
        class="bg-high flex flex-wrap items-center justify-center gap-x-2 gap-y-1 px-4 py-2 text-sm"
      >
        <ui-icon name="spark" class="max-sm:hidden" [size]="16" />
        <p class="min-w-0 wrap-anywhere" i18n="@@verify.waiting">
          {{ formatCount(user.pendingGrant) }} free tokens wait for you: open the link that was
          mailed to {{ user.email }}.
        </p>
        <pd-send-again />
      </section>
    }
  `,
})
export class VerifyBanner {
  private readonly session = inject(Session);

  protected readonly formatCount = formatCount;
  protected readonly waiting = computed(() => {
    const user = this.session.user();
    return user && user.pendingGrant > 0 ? user : null;
  });

  /** The link opens in another tab: whoever comes back from there is asked for nothing more. */
  protected lookAgain(): void {
    if (this.waiting() && document.visibilityState === 'visible') void this.session.load();
  }
}
