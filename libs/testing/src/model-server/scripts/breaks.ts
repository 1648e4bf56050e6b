import { brotliCompressSync, gzipSync } from 'node:zlib';
import { frame } from '../../scripted-http';
import type { ModelScript } from '../model-call';
import { deltaChunk, DONE } from '../wire';
import { WORDS } from './answering';

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n';
const FIRST = frame(deltaChunk({ content: 'Hello ' }));

/** Sends the caller somewhere else; the key must not follow. */
const redirect: ModelScript = (call) => {
  const { host = '' } = call.request.headers;
  call.status(302, '', { location: `http://${host}/v1/elsewhere` });
};

const resetAfterHeaders: ModelScript = async (call) => {
  call.start();
  await call.wait(20);
  call.reset();
};

const resetMidAnswer: ModelScript = async (call) => {
  for (const word of WORDS.slice(0, 3)) await call.delta(word);
  await call.wait(20);
  call.reset();
};

const resetMidEvent: ModelScript = async (call) => {
  await call.delta('Hello ');
  await call.raw('data: {"choices":[{"delta":{"cont');
  await call.wait(20);
  call.reset();
};

/** Head, then nothing for as long as the client waits. */
const silentAfterHeaders: ModelScript = async (call) => {
  call.start();
  await call.hang();
};

/** Some words, then nothing for as long as the client waits. */
const silentMidAnswer: ModelScript = async (call) => {
  for (const word of WORDS.slice(0, 3)) await call.delta(word);
  await call.hang();
};

/** Some words and the reason of the end, then nothing, not even the end. */
const silentAfterFinish: ModelScript = async (call) => {
  for (const word of WORDS) await call.delta(word);
  await call.finish('stop');
  await call.hang();
};

/** One byte every 20 ms: never silent, never done. */
const drip: ModelScript = async (call) => {
  call.start();
  while (!call.gone.aborted) {
    await call.raw(':');
    await call.wait(20);
  }
};

const closeMidAnswer: ModelScript = async (call) => {
  for (const word of WORDS.slice(0, 3)) await call.delta(word);
  call.end();
};

/** Promises more bytes than it sends. */
const wrongLength: ModelScript = async (call) => {
  call.bytes(`${HEAD}content-length: 100000\r\n\r\n${FIRST}`);
  await call.wait(20);
  call.reset();
};

const chunkedGarbage: ModelScript = async (call) => {
  call.bytes(`${HEAD}transfer-encoding: chunked\r\n\r\n`);
  call.bytes(`${Buffer.byteLength(FIRST).toString(16)}\r\n${FIRST}\r\n`);
  await call.wait(20);
  call.bytes('ZZZZ this is no chunk\r\n');
  await call.hang();
};

/** Compressed, although nobody said that this is understood. */
const gzipped: ModelScript = async (call) => {
  call.start({ 'content-encoding': 'gzip' });
  await call.raw(gzipSync(FIRST + DONE));
  call.end();
};

const brotli: ModelScript = async (call) => {
  call.start({ 'content-encoding': 'br' });
  await call.raw(brotliCompressSync(FIRST + DONE));
  call.end();
};

/** Sends more bytes than it has promised. */
const moreThanPromised: ModelScript = async (call) => {
  const length = Buffer.byteLength(FIRST);
  call.bytes(`${HEAD}content-length: ${length}\r\n\r\n${FIRST}${FIRST}${DONE}`);
  await call.wait(20);
  call.reset();
};

/** How a connection can fail. */
export const BREAKS = {
  redirect,
  resetBeforeHeaders: (call) => call.reset(),
  resetAfterHeaders,
  resetMidAnswer,
  resetMidEvent,
  hang: (call) => call.hang(),
  silentAfterHeaders,
  silentMidAnswer,
  silentAfterFinish,
  drip,
  closeMidAnswer,
  wrongLength,
  moreThanPromised,
  chunkedGarbage,
  gzipped,
  brotli,
} satisfies Record<string, ModelScript>;
