import { Component } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';

interface AppLink {
  readonly address: string;
  readonly label: () => string;
}

const LINKS: readonly AppLink[] = [
  { address: '/chat', label: () => $localize`:@@chat.title:Chat` },
  { address: '/billing', label: () => $localize`:@@billing.title:Billing` },
  { address: '/usage', label: () => $localize`:@@usage.title:Usage` },
];

/** The pages of somebody who is signed in. Their longer German names keep to one line on phones. */
@Component({
  selector: 'pd-app-links',
  imports: [RouterLink, RouterLinkActive],
  template: `
    <nav aria-label="Main" i18n-aria-label="@@shell.pages" class="flex">
      @for (link of links; track link.address) {
        <a
          class="text-muted hover:text-ink flex min-h-11 items-center rounded-lg px-2 text-[0.9375rem] max-sm:in-[:lang(de)]:px-1.5 max-sm:in-[:lang(de)]:text-sm sm:px-3"
          routerLinkActive="text-ink! font-semibold"
          ariaCurrentWhenActive="page"
          [routerLink]="link.address"
          >{{ link.label() }}</a
        >
      }
    </nav>
  `,
})
export class AppLinks {
  protected readonly links = LINKS;
}
