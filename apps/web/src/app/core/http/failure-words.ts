import { ERRORS, type ErrorCode } from '@prome-dify/contracts';

/** Whether a code came from the API's closed table. */
export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERRORS, code);
}

/** What an error is called in the language of this page; in English as the API has `said`. */
export function failureWords(code: string, said?: string): string {
  if (isErrorCode(code)) return localized(code, said ?? ERRORS[code].title);
  return said ?? failureWords('internal');
}

/** What is wrong with a field: as the API has said in English, in other languages in general. */
export function fieldWords(said: string): string {
  return localized('field', said);
}

/** A text whose English is said elsewhere. */
function localized(id: string, english: string): string {
  const text = `:@@failure.${id}:${english}`;
  return $localize(Object.assign([text], { raw: [text] }));
}
