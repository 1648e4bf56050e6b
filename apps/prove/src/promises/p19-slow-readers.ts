import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { answering, until } from '@prome-dify/testing';
import type { Customer } from '../customer';
import type { Promised } from '../promise';
import { holds, same } from '../promise';
import { LONG_MODEL } from '../settings';
import type { World } from '../world';

/** Readers that take nothing of one answer, and people who read answers of their own meanwhile. */
const READERS = 200;
const NORMAL = 50;
/** First words are waited for by all at once, so many times; the round in the middle counts. */
const ROUNDS = 5;
/** Each of these characters is six bytes on the wire: more than the system keeps of a connection. */
const DELTAS = Array<string>(960).fill('\u0001'.repeat(1_000));
const GROWTH_MAX_MIB = 300;
const CUT_WITHIN_MS = 45_000;

const ENV = { SIGNUP_TOKENS: '100000000' };

/** Asks for what happens in an answer and takes nothing of it but its beginning. */
async function stall(world: World, { token }: Customer, generationId: string): Promise<Socket> {
  const { hostname, port } = new URL(world.url);
  const socket = connect(Number(port), hostname).on('error', () => undefined);
  const head = `GET /api/chat/${generationId}/stream HTTP/1.1\r\nHost: ${hostname}\r\n`;
  socket.write(`${head}Authorization: Bearer ${token}\r\n\r\n`);
  await once(socket, 'readable');
  return socket;
}

/** How long somebody waits for the first word of an answer, ms. */
async function firstWord(customer: Customer): Promise<number> {
  const begun = performance.now();
  let wait: number | undefined;
  const { end } = await customer.ask({ message: 'Hello' }, ({ event }) => {
    if (event === 'answer') wait ??= performance.now() - begun;
  });
  same('the end of an answer', end, 'complete');
  return wait ?? Infinity;
}

/** How long 95 of 100 wait for their first word when all ask at once, ms. */
async function firstWords(customers: readonly Customer[]): Promise<number> {
  const rounds: number[] = [];
  while (rounds.length < ROUNDS) {
    rounds.push(quantile(await Promise.all(customers.map(firstWord)), 0.95));
  }
  return quantile(rounds, 0.5);
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Infinity;

export const slowReaders: Promised = {
  id: 'P19',
  says: 'Readers that take nothing are cut, take little memory, and hold up nobody else',
  async play(world) {
    await world.stop();
    await world.start(ENV);
    const [writer, ...customers] = (await world.newCustomers(1 + NORMAL)) as [
      Customer,
      ...Customer[],
    ];
    await firstWords(customers);
    const idle = await firstWords(customers);
    const before = await world.residentBytes();

    world.model.next(answering({ deltas: DELTAS, paceMs: 8 }));
    const begun = Promise.withResolvers<string>();
    const answer = writer.ask({ message: 'Go on', model: LONG_MODEL }, (_, { generationId }) =>
      begun.resolve(generationId),
    );
    const generationId = await begun.promise;
    const sockets = await Promise.all(
      Array.from({ length: READERS }, () => stall(world, writer, generationId)),
    );
    const told = await answer;
    const busy = await firstWords(customers);
    let most = 0;
    const areCut = async () => {
      most = Math.max(most, await world.residentBytes());
      return (await world.logged('a reader that takes nothing is cut')) === READERS;
    };
    await until('all are cut', areCut, CUT_WITHIN_MS);
    for (const socket of sockets) socket.destroy();

    const grown = (most - before) / 1024 ** 2;
    holds('who reads has the whole text', told.text === DELTAS.join(''));
    same('what it cost', await writer.charges(), [told.charged]);
    holds(`memory grows by less than ${GROWTH_MAX_MIB} MiB: ${grown}`, grown < GROWTH_MAX_MIB);
    const waits = `first words after ${busy.toFixed(0)} ms, ${idle.toFixed(0)} ms before`;
    holds(waits, busy < 2 * idle);
    await world.stop();
    await world.start();
    return `${READERS} cut, ${NORMAL} others have their ${waits}, memory + ${grown.toFixed(0)} MiB`;
  },
};
