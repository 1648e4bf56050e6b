import { Component, output } from '@angular/core';
import { Icon } from '../../../ui/icon';

/** They fill the composer, and send nothing: each may cost tokens. */
const SUGGESTIONS = [
  () => $localize`:@@greeting.tokens:Explain how tokens are counted, with a small table`,
  () => $localize`:@@greeting.poem:Write a short poem about the sea in autumn`,
  () => $localize`:@@greeting.weekend:Plan a weekend in a city I have never seen`,
] as const;

/** What an empty conversation shows. */
@Component({
  selector: 'pd-greeting',
  imports: [Icon],
  host: { class: 'block pt-[14dvh] pb-8' },
  template: `
    <ui-icon name="flame" class="text-accent" [size]="32" />
    <h1 class="text-headline mt-4" i18n="@@greeting.heading">What is on your mind?</h1>
    <p class="text-muted mt-2" i18n="@@greeting.text">
      You see the cost before you send, and what it was on every answer.
    </p>
    <ul class="mt-8 grid gap-2 sm:grid-cols-3">
      @for (suggestion of suggestions; track suggestion) {
        <li>
          <button
            type="button"
            class="border-line bg-raised hover:bg-low h-full w-full rounded-xl border px-4 py-3 text-left text-sm text-pretty"
            (click)="pick.emit(suggestion)"
          >
            {{ suggestion }}
          </button>
        </li>
      }
    </ul>
  `,
})
export class Greeting {
  readonly pick = output<string>();

  protected readonly suggestions = SUGGESTIONS.map((suggestion) => suggestion());
}
