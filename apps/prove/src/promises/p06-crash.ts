import { setTimeout as delay } from 'node:timers/promises';
import { answering } from '@prome-dify/testing';
import type { Customer } from '../customer';
import type { Promised } from '../promise';
import { holds, same } from '../promise';
import type { World } from '../world';

const CRASHES = 3;
const CUSTOMERS = 5;
/** What a server that was killed may keep held, ms. */
const LEASE_MS = 2_000;
const SHORT = { HOLD_LEASE_MS: String(LEASE_MS) };

/** Asks again and again until the server is gone; answers what was told of charges. */
async function talk(customer: Customer): Promise<number[]> {
  const told: number[] = [];
  try {
    for (let n = 0; n < 50; n += 1) {
      const { charged, end } = await customer.ask({ message: 'Tell me something' });
      if (charged > 0) told.push(charged);
      if (end === '') break;
    }
  } catch {
    // The server is gone, which is what this waits for.
  }
  return told;
}

async function crash(world: World, afterMs: number): Promise<number> {
  const customers = await world.newCustomers(CUSTOMERS);
  const talks = customers.map(talk);
  await delay(afterMs);
  await world.stop('SIGKILL');
  const told = await Promise.all(talks);
  await world.start(SHORT);
  await world.nothingHeld(customers);
  for (const [index, customer] of customers.entries()) {
    const stored = (await customer.charges()).toReversed();
    const heard = told[index] ?? [];
    same(
      'charges that were told, and the first that are stored',
      stored.slice(0, heard.length),
      heard,
    );
    holds('at most one more was charged', stored.length <= heard.length + 1);
  }
  const { isSound, says } = await world.audit();
  holds(`the books add up after a crash: ${says}`, isSound);
  return told.flat().length;
}

export const crashes: Promised = {
  id: 'P6',
  says: 'kill -9 at any moment loses nothing that was told and leaves nothing held',
  async play(world) {
    world.model.script(answering({ deltas: Array(6).fill('word '), paceMs: 4 }));
    await world.stop('SIGKILL');
    await world.start(SHORT);
    let told = 0;
    for (let n = 0; n < CRASHES; n += 1) told += await crash(world, 5 + world.random.below(900));
    await world.stop('SIGKILL');
    await world.start();
    return `${CRASHES} kills among ${CUSTOMERS} customers, ${told} charges told and all there, nothing held after a lease of ${LEASE_MS} ms`;
  },
};
