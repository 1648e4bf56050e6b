import type { FieldError } from '@prome-dify/contracts';
import { Failure, type FailureCode, type WrongField } from './failure';
import { failureWords, faultOf, fieldWords, isErrorCode } from './failure-words';

const CODE_BY_STATUS: Readonly<Record<number, FailureCode>> = {
  401: 'unauthorized',
  402: 'insufficient_tokens',
  404: 'not_found',
  429: 'rate_limited',
  502: 'unreachable',
  503: 'server_busy',
  504: 'unreachable',
};

/**
 * Reads a refusal. `body` is what came with it: a problem document, or anything at all when a proxy
 * answered in the API's place. `retryAfter` is the header of that name.
 */
export function failureOfAnswer(status: number, body: unknown, retryAfter: string | null): Failure {
  const problem = isRecord(body) ? body : {};
  const code = codeOf(problem['code'], status);
  return new Failure(code, failureWords(code, textOf(problem['title'])), {
    status,
    ...optional('retryAfter', secondsOf(retryAfter)),
    ...optional('fields', fieldsOf(problem['errors'])),
    ...optional('requestId', textOf(problem['instance'])),
  });
}

function codeOf(code: unknown, status: number): FailureCode {
  return isErrorCode(code) ? code : (CODE_BY_STATUS[status] ?? 'unexpected');
}

function secondsOf(header: string | null): number | undefined {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds) : undefined;
}

function fieldsOf(errors: unknown): readonly WrongField[] | undefined {
  if (!Array.isArray(errors)) return undefined;
  return errors.filter(isFieldError).map(({ pointer, message }) => {
    return { pointer, message: fieldWords(message), ...optional('fault', faultOf(message)) };
  });
}

function isFieldError(error: unknown): error is FieldError {
  return (
    isRecord(error) &&
    typeof error['pointer'] === 'string' &&
    textOf(error['message']) !== undefined
  );
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}
