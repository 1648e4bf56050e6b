import { STATUS_CODES } from 'node:http';
import type { Writable } from 'node:stream';
import { uuidv7 } from 'uuidv7';
import { bareHeaders } from '../http/bare-headers';
import type { ProblemError } from '../http/problem';

/**
 * Answers on a connection that no request came of, and ends it.
 * @returns the id of the refusal, for the log
 */
export function writeProblem(
  socket: Writable,
  problem: ProblemError,
  more: Readonly<Record<string, string>> = {},
): string {
  const reqId = uuidv7();
  const body = JSON.stringify(problem.body(reqId));
  const headers = {
    ...bareHeaders(reqId),
    ...more,
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const status = `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`;
  socket.end(`${[status, ...lines].join('\r\n')}\r\n\r\n${body}`);
  return reqId;
}
