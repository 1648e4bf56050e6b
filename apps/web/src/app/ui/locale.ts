/** How numbers, dates and money are written in the language of this page. */
export function locale(): string {
  return $localize.locale ?? 'en-US';
}

/** What is made once for the locale of this page, when it is first wanted: `Intl` formats take long to make. */
export function perLocale<T>(make: (locale: string) => T): () => T {
  let made: { readonly locale: string; readonly value: T } | undefined;
  return () => {
    if (made?.locale !== locale()) made = { locale: locale(), value: make(locale()) };
    return made.value;
  };
}
