import { gzipSync } from 'node:zlib';
import type { Script } from '../scripted-http';
import { UPSTREAM_TEXT, WORDS, type AnswerCall } from './answer-call';

type Trouble = Script<AnswerCall>;

async function begin(call: AnswerCall): Promise<void> {
  for (const word of WORDS.slice(0, 3)) await call.say(word);
  await call.wait(20);
}

function refusing(status: number, headers?: Record<string, string>): Trouble {
  return (call) => call.refuse(status, headers);
}

/** Sends the caller somewhere else; the key must not follow. */
const redirect: Trouble = (call) => {
  const { host = '' } = call.request.headers;
  call.status(302, '', { location: `http://${host}${call.request.path}` });
};

const resetMidAnswer: Trouble = async (call) => {
  await begin(call);
  call.reset();
};

const closeMidAnswer: Trouble = async (call) => {
  await begin(call);
  call.end();
};

const silentMidAnswer: Trouble = async (call) => {
  await begin(call);
  await call.hang();
};

const silentAfterHeaders: Trouble = async (call) => {
  call.start();
  await call.hang();
};

/** One byte every 20 ms: never silent, never done. */
const drip: Trouble = async (call) => {
  call.start();
  while (!call.gone.aborted) {
    await call.raw(':');
    await call.wait(20);
  }
};

/** Compressed, although nobody said that this is understood. */
const gzipped: Trouble = async (call) => {
  call.start({ 'content-encoding': 'gzip' });
  await call.raw(gzipSync('data: {}\n\n'));
  call.end();
};

/** Repeats the caller's own key and the address it called. */
const secretsInError: Trouble = (call) => {
  const { path, headers } = call.request;
  call.status(400, { error: { message: `${path} is unhappy with ${JSON.stringify(headers)}` } });
};

/** One event of 9 MB, in packets. */
const hugeLine: Trouble = async (call) => {
  await call.raw('data: {"x":"');
  const packet = 'x'.repeat(256 * 1024);
  for (let sent = 0; sent < 36 && !call.gone.aborted; sent += 1) await call.raw(packet);
  await call.raw('"}\n\n');
  call.end();
};

const badJsonAlways: Trouble = async (call) => {
  await call.say('Hello ');
  for (let sent = 0; sent < 50; sent += 1) await call.raw('data: {"type":\n\n');
  call.end();
};

/** Sends as fast as it is read until the client leaves. */
const endless: Trouble = async (call) => {
  while (!call.gone.aborted) await call.say('and on '.repeat(500));
};

/** A word, and then bytes without a word until the client leaves. */
const wordless: Trouble = async (call) => {
  await call.say('Hello ');
  while (!call.gone.aborted) await call.raw(`: ${'comment '.repeat(500)}\n\n`);
};

/** How a vendor can fail, in whatever protocol. */
export const TROUBLES = {
  badRequest: refusing(400),
  unauthorized: refusing(401),
  forbidden: refusing(403),
  unknownModel: refusing(404),
  tooLarge: refusing(413),
  rateLimited: refusing(429, { 'retry-after': '7' }),
  rateLimitedShortly: refusing(429, { 'retry-after': '0' }),
  serverError: refusing(500),
  unavailable: refusing(503),
  overloaded: refusing(529),
  html200: (call) =>
    call.status(200, `<html>${UPSTREAM_TEXT}</html>`, { 'content-type': 'text/html' }),
  json200: (call) => call.status(200, { error: { message: UPSTREAM_TEXT } }),
  resetBeforeHeaders: (call) => call.reset(),
  hang: (call) => call.hang(),
  redirect,
  resetMidAnswer,
  closeMidAnswer,
  silentMidAnswer,
  silentAfterHeaders,
  drip,
  gzipped,
  secretsInError,
  hugeLine,
  badJsonAlways,
  endless,
  wordless,
} satisfies Record<string, Trouble>;
