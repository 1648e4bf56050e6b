import { frame } from '../../scripted-http';
import type { ModelScript } from '../model-call';
import { deltaChunk, DONE, usageChunk, wireUsage } from '../wire';
import { answering, WORDS } from './answering';

const TEXT = 'Grüße, 世界 😀!';
const USAGE = wireUsage(12, 7);
const WHOLE = [deltaChunk({ role: 'assistant', content: '' }), deltaChunk({ content: TEXT })]
  .concat(deltaChunk({}, 'stop'), usageChunk(USAGE))
  .map(frame)
  .join('')
  .concat(DONE);

const splitEveryByte: ModelScript = async (call) => {
  for (const byte of Buffer.from(WHOLE)) await call.raw(Buffer.of(byte));
  call.end();
};

const splitCrLf: ModelScript = async (call) => {
  for (const byte of Buffer.from(WHOLE.replaceAll('\n', '\r\n'))) await call.raw(Buffer.of(byte));
  call.end();
};

const onePacket: ModelScript = async (call) => {
  await call.raw(WHOLE);
  call.end();
};

/** CR, LF and CRLF, a byte order mark, comments, ids, and an event whose data has two lines. */
const mixedLineEnds: ModelScript = async (call) => {
  await call.raw('\ufeff: PROCESSING\r\n\r\n');
  await call.raw(frame(deltaChunk({ content: 'one ' })).replace(/\n/g, '\r\n'));
  await call.raw(
    `id: 7\r: a comment\r${frame(deltaChunk({ content: 'two ' })).replace(/\n/g, '\r')}`,
  );
  const [first, ...rest] = JSON.stringify(deltaChunk({ content: 'three' })).split(',"choices"');
  await call.raw(`retry: 10\ndata:${first}\ndata:,"choices"${rest.join('')}\r\n\n`);
  await call.raw(frame(deltaChunk({}, 'stop')).replace(/\n/g, '\r'));
  await call.done();
};

const noDone: ModelScript = async (call) => {
  for (const word of WORDS) await call.delta(word);
  await call.finish('stop');
  await call.usage(USAGE);
  call.end();
};

const doneFirst: ModelScript = async (call) => {
  await call.raw(DONE);
  await call.delta('too late');
  call.end();
};

const contentAfterDone: ModelScript = async (call) => {
  for (const word of WORDS) await call.delta(word);
  await call.finish('stop');
  await call.raw(DONE + frame(deltaChunk({ content: 'AFTER THE END' })));
  await call.done();
};

/** One event of 9 MB, in packets. */
const hugeLine: ModelScript = async (call) => {
  await call.raw('data: {"choices":[{"delta":{"content":"');
  const packet = 'x'.repeat(256 * 1024);
  for (let sent = 0; sent < 36 && !call.gone.aborted; sent += 1) await call.raw(packet);
  await call.raw('"}}]}\n\n');
  await call.done();
};

/** One event of 500 MB, for as long as anybody reads it. */
const endlessLine: ModelScript = async (call) => {
  await call.raw('data: {"choices":[{"delta":{"content":"');
  const packet = Buffer.alloc(256 * 1024, 'x');
  for (let sent = 0; sent < 2_000 && !call.gone.aborted; sent += 1) await call.raw(packet);
  await call.raw('"}}]}\n\n');
  await call.done();
};

const longLine = answering({ deltas: ['x'.repeat(900_000)] });

const tinyChunks = answering({ deltas: Array.from({ length: 5_000 }, () => 'x') });

/** Ten million chunks of one letter, as fast as they are read. */
const flood: ModelScript = async (call) => {
  const packet = frame(deltaChunk({ content: 'x' })).repeat(1_000);
  for (let sent = 0; sent < 10_000 && !call.gone.aborted; sent += 1) await call.raw(packet);
  await call.done();
};

/** As many chunks that say nothing: no text ever reaches the limit of an answer. */
const emptyFlood: ModelScript = async (call) => {
  const packet = frame(deltaChunk({ content: '' })).repeat(1_000);
  for (let sent = 0; sent < 10_000 && !call.gone.aborted; sent += 1) await call.raw(packet);
  await call.done();
};

/** Sends as fast as it is read until the client leaves. */
const endless: ModelScript = async (call) => {
  const packet = frame(deltaChunk({ content: 'and on '.repeat(100) })).repeat(10);
  while (!call.gone.aborted) await call.raw(packet);
};

/** How the bytes of an answer arrive. */
export const FRAMING = {
  splitEveryByte,
  splitCrLf,
  onePacket,
  mixedLineEnds,
  noDone,
  doneFirst,
  contentAfterDone,
  hugeLine,
  endlessLine,
  longLine,
  tinyChunks,
  flood,
  emptyFlood,
  endless,
};
