import { ERRORS, FIELD_FAULTS, type ErrorCode, type FieldFault } from '@prome-dify/contracts';

/** Whether a code came from the API's closed table. */
export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERRORS, code);
}

/** What an error is called in the language of this page; in English as the API has `said`. */
export function failureWords(code: string, said?: string): string {
  if (isErrorCode(code)) return localized(code, said ?? ERRORS[code].title);
  return said ?? failureWords('internal');
}

/** Which of the known faults the API has said that a field has. */
export function faultOf(said: string): FieldFault | undefined {
  const faults = Object.keys(FIELD_FAULTS) as FieldFault[];
  return faults.find((fault) => FIELD_FAULTS[fault] === said);
}

/** What is wrong with a field: in other languages than English in general, unless it is known. */
export function fieldWords(said: string): string {
  const fault = faultOf(said);
  return localized(fault ? `field-${fault}` : 'field', said);
}

/** A text whose English is said elsewhere. */
function localized(id: string, english: string): string {
  const text = `:@@failure.${id}:${english}`;
  return $localize(Object.assign([text], { raw: [text] }));
}
