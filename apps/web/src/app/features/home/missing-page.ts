import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Button } from '../../ui/button';

/** For addresses that lead nowhere. */
@Component({
  selector: 'pd-missing-page',
  imports: [Button, RouterLink],
  template: `
    <div class="mx-auto max-w-md px-5 py-24 text-center">
      <h1 class="text-headline" i18n="@@missing.heading">There is no such page</h1>
      <p class="text-muted mt-3" i18n="@@missing.text">
        The address may be mistyped, or the page was removed.
      </p>
      <a uiButton="primary" routerLink="/" class="mt-8" i18n="@@missing.home">
        Go to the first page
      </a>
    </div>
  `,
})
export class MissingPage {}
