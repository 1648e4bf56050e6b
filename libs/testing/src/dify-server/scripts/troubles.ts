import { frame } from '../../scripted-http';
import type { DifyAppCall, DifyScript } from '../dify-app-call';
import { difyAnswering, difyWireUsage, DIFY_WORDS } from './answering';

function refusing(status: number, code: string, headers?: Record<string, string>): DifyScript {
  const message = `UPSTREAM TEXT about ${code}`;
  return (call) => call.status(status, { code, message, status }, headers);
}

async function sayHalf(call: DifyAppCall): Promise<void> {
  for (const answer of DIFY_WORDS.slice(0, 3)) await call.send('message', { answer });
  call.record('', 12, 3);
}

function failing(status: number, code: string): DifyScript {
  return async (call) => {
    await sayHalf(call);
    await call.fail(status, code);
    call.end();
  };
}

const TEXT = 'Grüße, 世界 😀!';

/** The bytes of an answer, one packet each. */
const splitEveryByte: DifyScript = async (call) => {
  const events = [
    call.dressed('message', { answer: TEXT }),
    call.dressed('message_end', { metadata: { usage: difyWireUsage(12, 7) } }),
  ];
  const wire = `event: ping\n\n${events.map(frame).join('')}`;
  for (const byte of Buffer.from(wire)) await call.raw(Buffer.of(byte));
  call.end();
};

const mixedLineEnds: DifyScript = async (call) => {
  const wire = DIFY_WORDS.map((answer) => frame(call.dressed('message', { answer })));
  await call.raw(`\ufeff${wire.slice(0, 2).join('').replaceAll('\n', '\r\n')}`);
  await call.raw(`: comment\r\r${wire.slice(2).join('').replaceAll('\n', '\r')}`);
  await call.messageEnd(difyWireUsage(12, 5));
  call.end();
};

/** The connection breaks; the app works on until it is told to stop. */
const resetMidAnswer: DifyScript = async (call) => {
  await sayHalf(call);
  call.reset();
  await call.work(10_000);
};

/** Some words, then signs of life for as long as somebody listens. */
const onlyPings: DifyScript = async (call) => {
  await sayHalf(call);
  while (!call.gone.aborted) {
    await call.ping();
    await call.wait(20);
  }
  await call.work(10_000);
};

const silentMidAnswer: DifyScript = async (call) => {
  await sayHalf(call);
  await call.work(10_000);
};

/** Says nothing until it is told to stop, and cannot be, for nobody knows its name. */
const silentThenSlow: DifyScript = async (call) => {
  call.start();
  await call.work(60);
  await difyAnswering({ app: 'chatbot', words: Array<string>(500).fill('word '), paceMs: 20 })(
    call,
  );
};

const closeMidAnswer: DifyScript = async (call) => {
  await sayHalf(call);
  call.end();
};

/** Sends as fast as it is read until it is told to stop. */
const endless: DifyScript = async (call) => {
  const packet = frame(call.dressed('message', { answer: 'and on '.repeat(100) })).repeat(10);
  while (!call.gone.aborted && !call.stopped) await call.raw(packet);
  await call.messageEnd(difyWireUsage(12, 100_000));
  call.end();
};

const longLine: DifyScript = async (call) => {
  await call.send('message', { answer: 'x'.repeat(900_000) });
  await call.messageEnd(difyWireUsage(12, 7));
  call.end();
};

const badJsonAlways: DifyScript = async (call) => {
  for (let turn = 0; turn < 5; turn += 1) await call.event('{"event":"mess');
  call.end();
};

/** Names of a task that lead somewhere else in an address. */
const hostileIds: DifyScript = async (call) => {
  await call.send('message', { answer: 'Hello', task_id: '../../console/api?x=' });
  await call.hang();
};

const redirect: DifyScript = (call) => {
  const { host = '' } = call.request.headers;
  call.status(302, '', { location: `http://${host}/v1/elsewhere` });
};

const secretsInError: DifyScript = (call) => {
  const { authorization = '', host = '' } = call.request.headers;
  const message = `UPSTREAM TEXT: ${authorization} at http://${host}`;
  call.status(400, { code: 'invalid_param', message, status: 400 });
};

/** How an app can fail, or its connection. */
export const TROUBLES = {
  invalidParam: refusing(400, 'invalid_param'),
  appUnavailable: refusing(400, 'app_unavailable'),
  quotaExceeded: refusing(400, 'provider_quota_exceeded'),
  unauthorized: refusing(401, 'unauthorized'),
  forbidden: refusing(403, 'forbidden'),
  notFound: refusing(404, 'not_found'),
  tooManyRequests: refusing(429, 'too_many_requests'),
  rateLimit: refusing(429, 'rate_limit_error'),
  serverError: refusing(500, 'internal_server_error'),
  badGateway: (call) =>
    call.status(502, '<html>Bad gateway</html>', { 'content-type': 'text/html' }),
  html200: (call) => call.status(200, '<html>', { 'content-type': 'text/html' }),
  blocking200: (call) => call.status(200, { event: 'message', answer: 'Hello' }),
  quotaMidAnswer: failing(400, 'provider_quota_exceeded'),
  requestErrorMidAnswer: failing(400, 'completion_request_error'),
  serverErrorMidAnswer: failing(500, 'internal_server_error'),
  resetBeforeHeaders: (call) => call.reset(),
  hang: (call) => call.work(10_000),
  splitEveryByte,
  mixedLineEnds,
  resetMidAnswer,
  onlyPings,
  silentMidAnswer,
  silentThenSlow,
  closeMidAnswer,
  endless,
  longLine,
  badJsonAlways,
  hostileIds,
  redirect,
  secretsInError,
} satisfies Record<string, DifyScript>;
