/** The languages of the client. The first one is that of its sources. */
export const LANGUAGES = ['en', 'de'] as const;
export type LanguageCode = (typeof LANGUAGES)[number];

/** Each by its own name, so that it is found by those who read no other. */
export const LANGUAGE_NAMES: Readonly<Record<LanguageCode, string>> = {
  en: 'English',
  de: 'Deutsch',
};

/** Where the browser keeps the choice. */
export const LANGUAGE_KEY = 'language';

/** Our language for a tag like "de-AT"; English for those that we do not have. */
export function languageOf(tag: string): LanguageCode {
  return known(tag) ?? LANGUAGES[0];
}

/** The language that was chosen here, else the first that the browser asks for and that we have. */
export function preferredLanguage(chosen: string | null, wanted: readonly string[]): LanguageCode {
  const candidates = [chosen ?? '', ...wanted].map(known);
  return candidates.find((language) => language !== undefined) ?? LANGUAGES[0];
}

function known(tag: string): LanguageCode | undefined {
  const [primary] = tag.toLowerCase().split('-');
  return LANGUAGES.find((language) => language === primary);
}
