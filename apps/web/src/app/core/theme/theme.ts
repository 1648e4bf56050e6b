import { DOCUMENT, Service, inject, signal } from '@angular/core';
import { BrowserStorage } from '../storage/browser-storage';

export const THEMES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEMES)[number];

/** Also read by `public/theme.js`, which applies the choice before the first paint. */
const KEY = 'theme';

/** Light, dark, or as the system says. Colours follow `color-scheme` by `light-dark()`. */
@Service()
export class Theme {
  private readonly storage = inject(BrowserStorage);
  private readonly root = inject(DOCUMENT).documentElement;
  private readonly state = signal<ThemeChoice>(readChoice(this.storage.read(KEY)));

  readonly choice = this.state.asReadonly();

  choose(choice: ThemeChoice): void {
    this.state.set(choice);
    this.storage.write(KEY, choice);
    if (choice === 'system') delete this.root.dataset['theme'];
    else this.root.dataset['theme'] = choice;
  }

  /** The choice after this one, in the order a single button walks through them. */
  next(): ThemeChoice {
    const index = THEMES.indexOf(this.choice());
    return THEMES[(index + 1) % THEMES.length] ?? 'system';
  }
}

function readChoice(stored: string | null): ThemeChoice {
  return THEMES.find((theme) => theme === stored) ?? 'system';
}
