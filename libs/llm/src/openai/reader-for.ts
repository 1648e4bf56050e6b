import type { AnswerReader } from '../upstream/answer-reader';
import type { ResponseHead } from '../upstream/exchange';
import { responseType } from '../upstream/response';
import type { AnswerLimits } from '../upstream/settings';
import { StreamReader } from '../upstream/stream-reader';
import { JsonReader } from './json-reader';
import { eventReader } from './read-event';

/**
 * The reader for a response by what it says it is. Servers that name no type, or a wrong one, are
 * taken for streams.
 */
export function readerFor(head: ResponseHead, limits: AnswerLimits): AnswerReader {
  const isJson = responseType(head).includes('application/json');
  return isJson ? new JsonReader(limits) : new StreamReader(limits, eventReader());
}
