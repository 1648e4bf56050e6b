import { DOCUMENT, InjectionToken, Service, inject } from '@angular/core';
import { BrowserStorage } from '../storage/browser-storage';
import { LANGUAGE_KEY, languageOf, preferredLanguage, type LanguageCode } from './language-code';

/** Opens the page anew. */
export const RELOAD = new InjectionToken<() => void>('reload', {
  factory: () => {
    const { location } = inject(DOCUMENT);
    return () => location.reload();
  },
});

/** The language of the texts: one for the whole page, from its first moment to its last. */
@Service()
export class Language {
  private readonly storage = inject(BrowserStorage);
  private readonly reload = inject(RELOAD);

  readonly current = languageOf(inject(DOCUMENT).documentElement.lang);
  readonly other: LanguageCode = this.current === 'de' ? 'en' : 'de';

  /** Opens the page anew in another language. Drafts are kept by the browser, and answers go on. */
  choose(code: LanguageCode): void {
    if (code === this.current) return;
    this.storage.write(LANGUAGE_KEY, code);
    this.reload();
  }
}

/** Gets the texts ready, before the first of them is read. Those of the sources are here already. */
export async function loadLanguage(): Promise<void> {
  const chosen = new BrowserStorage().read(LANGUAGE_KEY);
  if (preferredLanguage(chosen, navigator.languages) !== 'de') return;
  try {
    const { speakGerman } = await import('./german');
    speakGerman();
    document.documentElement.lang = 'de';
  } catch {
    // The dictionary could not be fetched: English is better than nothing.
  }
}
