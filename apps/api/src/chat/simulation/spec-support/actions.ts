import { uuidv7 } from 'uuidv7';
import type { Transaction } from '../../../platform/database';
import { leave, repeat, resume, send, stop } from './chats';
import { someEvents, someUsage } from './models';
import type { Meant } from './shop';
import { clawback, purchase } from './shop';
import type { Person, World } from './world';

/** One thing that happens to the processes; says what, or nothing when it cannot happen now. */
export type Action = (world: World) => string | undefined;

/** A model says something more, in any answer that still hears it. */
function say(world: World): string | undefined {
  const heard = world.spoken.filter(({ speech }) => speech.isHeard);
  if (heard.length === 0) return undefined;
  const { speech, generation } = world.chance.pick(heard);
  const what = `the model of ${generation.turn.generationId}`;
  if (world.chance.happens(0.03)) {
    speech.hangUp();
    return `${what} hangs up`;
  }
  const events = someEvents(world.chance);
  speech.say(events);
  return `${what} says ${JSON.stringify(events)}`;
}

/** A model tells figures of an answer that was stopped. */
function sayLate(world: World): string | undefined {
  const ended = world.spoken.filter(({ speech }) => {
    return speech.server.isAlive && !speech.isHeard && speech.late.length === 0;
  });
  if (ended.length === 0) return undefined;
  const { speech, generation } = world.chance.pick(ended);
  const usage = someUsage(world.chance, 0.5);
  speech.sayLate(usage);
  return `the model of ${generation.turn.generationId} says late ${JSON.stringify(usage)}`;
}

function buy(world: World): string | undefined {
  const { chance } = world;
  if (world.ready.length === 0) return undefined;
  const [person, server] = [chance.pick(world.people), chance.pick(world.ready)];
  const order = { id: uuidv7(), userId: person.id, tokens: chance.between(1, 400), person };
  const entry = { ...order, isPaid: false };
  world.orders.push(entry);
  move(
    world,
    person,
    server,
    (tx) => purchase(tx, server.postings, order),
    () => {
      entry.isPaid = true;
    },
  );
  return `${person.name} buys ${order.tokens} by ${server.name}`;
}

/** A paid order is refunded; the news may come more than once. */
function takeBack(world: World): string | undefined {
  const paid = world.orders.filter(({ isPaid }) => isPaid);
  if (paid.length === 0 || world.ready.length === 0) return undefined;
  const [order, server] = [world.chance.pick(paid), world.chance.pick(world.ready)];
  move(world, order.person, server, (tx) => clawback(tx, server.postings, order));
  return `${order.person.name} is refunded ${order.tokens} by ${server.name}`;
}

function move(
  world: World,
  { movements }: Person,
  { database }: World['servers'][number],
  work: (tx: Transaction) => Promise<readonly Meant[]>,
  then = (): void => {},
): void {
  // What was attempted last is what was committed, if anything was.
  let made: readonly Meant[] = [];
  const attempt = async (tx: Transaction): Promise<void> => {
    made = await work(tx);
    for (const each of made) {
      const before = movements.findIndex(({ idemKey }) => idemKey === each.idemKey);
      if (before >= 0) movements.splice(before, 1);
      movements.push(each);
    }
  };
  database.run(attempt).then(
    () => {
      world.acknowledged.push(...made.map(({ idemKey }) => idemKey));
      then();
    },
    (error: unknown) => world.heard(error, 'a movement failed'),
  );
}

function checkpoint(world: World): string | undefined {
  const busy = world.ready.filter(({ generations }) => [...generations.all()].length > 0);
  if (busy.length === 0) return undefined;
  const server = world.chance.pick(busy);
  void server.checkpoints.write();
  return `${server.name} writes a checkpoint`;
}

function sweep(world: World): string | undefined {
  if (world.ready.length === 0) return undefined;
  const server = world.chance.pick(world.ready);
  server.sweeper
    .sweep()
    .catch((error: unknown) => world.heard(error, `the sweep of ${server.name} failed`));
  return `${server.name} sweeps`;
}

function crash(world: World): string | undefined {
  const alive = world.servers.filter(({ isAlive }) => isAlive);
  if (alive.length === 0) return undefined;
  const server = world.chance.pick(alive);
  server.crash();
  return `${server.name} crashes`;
}

function drain(world: World): string | undefined {
  if (world.ready.length === 0) return undefined;
  const server = world.chance.pick(world.ready);
  void server.drain();
  return `${server.name} is told to stop`;
}

function start(world: World): string | undefined {
  return world.hasRoom ? `${world.startServer().name} starts` : undefined;
}

const ACTIONS: readonly (readonly [weight: number, action: Action])[] = [
  [26, send],
  [8, repeat],
  [34, say],
  [6, stop],
  [4, leave],
  [4, resume],
  [5, sayLate],
  [5, buy],
  [4, takeBack],
  [14, checkpoint],
  [6, sweep],
  [2, crash],
  [1, drain],
  [5, start],
];

/** Something happens, unless what chance has chosen cannot happen now. */
export function act(world: World): void {
  const happened = world.chance.weigh(ACTIONS)(world);
  if (happened) world.note(happened);
}
