import type { ModelScript } from '../model-call';
import { deltaChunk, usageChunk, wireChunk, wireUsage } from '../wire';
import { WORDS } from './answering';

/** An error body as the protocol has it; its text must never reach a person. */
function errorBody(type: string): object {
  return { error: { message: `UPSTREAM TEXT about ${type}`, type, param: null, code: type } };
}

function refusing(status: number, type: string, headers?: Record<string, string>): ModelScript {
  return (call) => call.status(status, errorBody(type), headers);
}

function rateLimited(retryAfter: string): ModelScript {
  return refusing(429, 'rate_limit_exceeded', { 'retry-after': retryAfter });
}

const errorMidStream: ModelScript = async (call) => {
  for (const word of WORDS.slice(0, 3)) await call.delta(word);
  await call.event(errorBody('server_error'));
  await call.done();
};

/** Repeats the caller's own key and the address it called. */
const secretsInError: ModelScript = (call) => {
  const { authorization = '', host = '' } = call.request.headers;
  call.status(400, { error: { message: `Key ${authorization} at http://${host} is unhappy` } });
};

/** Knows no `stream_options`, as some providers of the protocol. */
const noStreamOptions: ModelScript = async (call) => {
  const body = (call.request.body ?? {}) as Record<string, unknown>;
  if ('stream_options' in body) {
    return call.status(422, { detail: [{ loc: ['body', 'stream_options'], type: 'extra' }] });
  }
  for (const word of WORDS) await call.delta(word);
  await call.finish('stop');
  await call.done();
};

/** Ignores `stream` and answers in one piece. */
const notStreamed: ModelScript = (call) =>
  call.status(
    200,
    wireChunk({
      object: 'chat.completion',
      choices: [{ index: 0, message: { content: WORDS.join('') }, finish_reason: 'stop' }],
      usage: wireUsage(12, 5),
    }),
  );

/** Tells the reasons, then thinks aloud before it answers. */
const reasoning: ModelScript = async (call) => {
  await call.event(deltaChunk({ reasoning_content: 'Let me think. ' }));
  await call.event(deltaChunk({ reasoning: 'Done.' }));
  for (const word of WORDS) await call.delta(word);
  await call.finish('stop');
  await call.event(usageChunk(wireUsage(12, 9)));
  await call.done();
};

/** Answers other than a stream, and streams of a special kind. */
export const REFUSALS = {
  errorObject200: refusing(200, 'server_error'),
  html200: (call) =>
    call.status(200, '<html><h1>UPSTREAM TEXT</h1></html>', { 'content-type': 'text/html' }),
  badRequest: refusing(400, 'invalid_request_error'),
  unauthorized: refusing(401, 'invalid_api_key'),
  forbidden: refusing(403, 'forbidden'),
  unknownModel: refusing(404, 'model_not_found'),
  requestTimeout: refusing(408, 'timeout'),
  tooLarge: refusing(413, 'too_large'),
  rateLimited: rateLimited('7'),
  rateLimitedShortly: rateLimited('0'),
  rateLimitedDate: (call) => rateLimited(new Date(Date.now() + 90_000).toUTCString())(call),
  rateLimitedAbsurd: rateLimited('99999999999999999999'),
  serverError: refusing(500, 'server_error'),
  badGateway: refusing(502, 'bad_gateway'),
  unavailable: refusing(503, 'unavailable'),
  gatewayTimeout: refusing(504, 'timeout'),
  overloaded: refusing(529, 'overloaded_error'),
  errorMidStream,
  secretsInError,
  noStreamOptions,
  notStreamed,
  reasoning,
} satisfies Record<string, ModelScript>;
