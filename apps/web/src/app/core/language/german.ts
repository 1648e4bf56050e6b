import localeData from '@angular/common/locales/de';
// `@angular/common` calls it by its own name; asked for there, it would tear that package in pieces.
import { ɵregisterLocaleData as registerLocaleData } from '@angular/core';
import { loadTranslations } from '@angular/localize';
import dictionary from '../../../locale/de.json' with { type: 'json' };

/** From now on every text that is read is German, and so are numbers, dates and plurals. */
export function speakGerman(): void {
  registerLocaleData(localeData);
  loadTranslations(dictionary.translations);
  $localize.locale = dictionary.locale;
}
