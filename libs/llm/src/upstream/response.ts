import type { ResponseHead } from './exchange';
import { UpstreamFailure } from './failure';

function header({ headers }: ResponseHead, name: string): string {
  return headers[name]?.toString().toLowerCase() ?? '';
}

/**
 * The content type of a response, '' where it names none. Throws an UpstreamFailure for web pages
 * and for compressed answers: nobody asked for either.
 */
export function responseType(head: ResponseHead): string {
  const type = header(head, 'content-type');
  const encoding = header(head, 'content-encoding');
  if (type.includes('html') || (encoding !== '' && encoding !== 'identity')) {
    throw new UpstreamFailure('not_a_stream');
  }
  return type;
}
