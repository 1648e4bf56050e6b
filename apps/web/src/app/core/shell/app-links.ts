import { Component } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';

interface AppLink {
  readonly address: string;
  readonly label: string;
}

const LINKS: readonly AppLink[] = [
  { address: '/chat', label: 'Chat' },
  { address: '/billing', label: 'Billing' },
  { address: '/usage', label: 'Usage' },
];

/** The pages of somebody who is signed in. */
@Component({
  selector: 'pd-app-links',
  imports: [RouterLink, RouterLinkActive],
  template: `
    <nav aria-label="Main" class="flex">
      @for (link of links; track link.address) {
        <a
          class="text-muted hover:text-ink flex min-h-11 items-center rounded-lg px-2 text-[0.9375rem] sm:px-3"
          routerLinkActive="text-ink! font-semibold"
          ariaCurrentWhenActive="page"
          [routerLink]="link.address"
          >{{ link.label }}</a
        >
      }
    </nav>
  `,
})
export class AppLinks {
  protected readonly links = LINKS;
}
