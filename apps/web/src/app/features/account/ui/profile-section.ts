import { Component, computed, inject } from '@angular/core';
import { AccountOptions } from '../../../core/session/account-options';
import { SendAgain } from '../../../core/session/send-again';
import { Session } from '../../../core/session/session';
import { formatDay } from '../../../ui/format-time';
import { Skeleton } from '../../../ui/skeleton';
import { EmailChange } from './email-change';

/** Whose account it is. */
@Component({
  selector: 'pd-profile-section',
  imports: [EmailChange, SendAgain, Skeleton],
  template: `
    <section class="card p-5 sm:p-6" aria-labelledby="profile-heading">
      <h2 id="profile-heading" class="text-title" i18n="@@profile.heading">Profile</h2>
      @if (session.user(); as user) {
        <dl class="mt-4 grid gap-x-6 gap-y-1 sm:grid-cols-[max-content_1fr] sm:gap-y-3">
          <dt class="text-muted" i18n="@@auth.email">Email</dt>
          <dd class="min-w-0 max-sm:mb-3">
            <p class="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span class="min-w-0 wrap-anywhere">{{ user.email }}</span>
              @if (user.emailVerified) {
                <span class="badge badge-good" i18n="@@profile.verified">Verified</span>
              } @else {
                <span class="badge badge-open" i18n="@@profile.not-verified">Not verified</span>
              }
            </p>
            @if (!user.emailVerified && canMail()) {
              <p class="text-muted mt-1 text-sm">
                <ng-container i18n="@@profile.verify"
                  >Open the link that was mailed to this address.</ng-container
                >
                &ngsp;<pd-send-again />
              </p>
            }
          </dd>
          <dt class="text-muted" i18n="@@profile.since">Member since</dt>
          <dd>
            <time [attr.datetime]="user.createdAt">{{ formatDay(user.createdAt) }}</time>
          </dd>
        </dl>
        @if (canMail()) {
          <pd-email-change class="mt-4 block" />
        }
      } @else {
        <ui-skeleton class="mt-5" [lines]="2" />
      }
    </section>
  `,
})
export class ProfileSection {
  protected readonly session = inject(Session);
  private readonly account = inject(AccountOptions);

  protected readonly canMail = computed(() => this.account.options().mail);
  protected readonly formatDay = formatDay;
}
