import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { OwnSessions } from './data-access/own-sessions';
import { AppearanceSection } from './ui/appearance-section';
import { DataSection } from './ui/data-section';
import { DeleteSection } from './ui/delete-section';
import { PasswordSection } from './ui/password-section';
import { ProfileSection } from './ui/profile-section';
import { SessionsSection } from './ui/sessions-section';

/** Who somebody is here, on which devices, and what they can take along or leave behind. */
@Component({
  selector: 'pd-account-page',
  imports: [
    AppearanceSection,
    DataSection,
    DeleteSection,
    PasswordSection,
    ProfileSection,
    RouterLink,
    SessionsSection,
  ],
  providers: [OwnSessions],
  template: `
    <div class="mx-auto w-full max-w-3xl px-5 py-10 sm:py-14">
      <h1 class="text-headline" i18n="@@account.label">Account</h1>
      <div class="mt-8 flex flex-col gap-5">
        <pd-profile-section />
        <pd-password-section />
        <pd-appearance-section />
        <section class="card p-5 sm:p-6" aria-labelledby="limits-heading">
          <h2 id="limits-heading" class="text-title" i18n="@@account.limits">Limits</h2>
          <p class="text-muted mt-1 text-[0.9375rem]" i18n="@@account.limits-text">
            The most that you want to spend, for an answer and for a day, is set beside
            <a class="link" routerLink="/usage">what you have spent</a>.
          </p>
        </section>
        <pd-sessions-section />
        <pd-data-section />
        <pd-delete-section />
      </div>
    </div>
  `,
})
export class AccountPage {}
