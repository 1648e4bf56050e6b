import { Logger } from '@nestjs/common';
import { warmUpTokenizer } from '@prome-dify/llm';
import { uuidv7 } from 'uuidv7';
import { Ledger } from '../../../ledger';
import { loadConfig } from '../../../platform/config/config';
import { sql } from '../../../platform/database';
import { act } from './actions';
import { carryOut } from './calls';
import { checkEnd } from './final-checks';
import { MemoryStore } from './memory-store';
import type { Parts } from './server-process';
import { PARTS } from './server-process';
import { checkBooks, checkNews } from './step-checks';
import { time } from './virtual-time';
import type { Person, Stage } from './world';
import { Violation, World } from './world';

/** What came of one history. */
export interface History {
  readonly seed: number;
  readonly steps: number;
  /** All that happened, with ids as they came up. */
  readonly trace: readonly string[];
  /** The promise that was broken, if one was. */
  readonly violation?: string;
}

const LEASE_MS = 30_000;
const DRAIN_MS = 25_000;
/** How long nothing happens at times: less than a retry, or more than a lease. */
const PAUSES_MS = [1, 100, 500, 1_000, 3_000, 10_000, 31_000];
/** Steps after which a history that does not come to its end is one that never does. */
const STEPS_MAX = 2_000;

/** Everything that histories share: the store, the settings, the tokenizer. */
export async function openStage(): Promise<Stage> {
  const config = loadConfig({
    NODE_ENV: 'test',
    HOLD_LEASE_MS: String(LEASE_MS),
    DRAIN_MS: String(DRAIN_MS),
  });
  return { config, estimator: await warmUpTokenizer(), store: await MemoryStore.open() };
}

/** Plays the history of a seed. */
export async function play(stage: Stage, seed: number, parts: Parts = PARTS): Promise<History> {
  // Ids begin with their time, and never go back by a little: a leap makes them begin again.
  time.install();
  time.reset(() => uuidv7());
  const course = new Course(new World(stage, seed, parts));
  try {
    return await stage.store.history(() => course.run());
  } finally {
    Logger.overrideLogger(false);
    time.uninstall();
  }
}

/** Plays so many histories, up to the first that breaks a promise. */
export async function search(
  stage: Stage,
  first: number,
  histories: number,
  parts: Parts = PARTS,
): Promise<History | undefined> {
  for (let seed = first; seed < first + histories; seed += 1) {
    const history = await play(stage, seed, parts);
    if (history.violation) return history;
  }
  return undefined;
}

/** A history that broke a promise, told so that it can be followed and seen again. */
export function storyOf({ seed, violation, trace }: History): string {
  return `${violation}\nSEED=${seed} HISTORIES=1 plays it again:\n${trace.join('\n')}`;
}

/** The steps of one history, one after the other. */
class Course {
  private steps = 0;

  constructor(private readonly world: World) {}

  async run(): Promise<History> {
    const { world } = this;
    const violation = await this.toTheEnd().then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof Violation) return error.message;
        throw error;
      },
    );
    const { seed } = world;
    const [told, ...trace] = named([violation ?? '', ...world.lines]);
    return { seed, steps: this.steps, trace, ...(violation ? { violation: told ?? '' } : {}) };
  }

  private async toTheEnd(): Promise<void> {
    await this.begin();
    for (let left = this.world.chance.between(8, 30); left > 0; left -= 1) await this.happen();
    await this.end();
    await checkEnd(this.world);
  }

  private async begin(): Promise<void> {
    const { world } = this;
    const servers = world.isAlone ? 1 : world.chance.between(1, 3);
    for (let index = 0; index < servers; index += 1) world.startServer();
    const people = world.chance.between(1, 2);
    for (let index = 1; index <= people; index += 1) await this.register(`user ${index}`);
    await this.settled();
  }

  private async register(name: string): Promise<void> {
    const { chance, stage, servers } = this.world;
    const limit = (): number | null => (chance.happens(0.15) ? chance.between(5, 200) : null);
    const person: Person = {
      ...{ id: uuidv7(), name, signup: chance.between(1, 400) },
      ...{ answerLimit: limit(), dailyLimit: limit(), conversations: [], movements: [] },
    };
    this.world.welcome(person);
    const { id, signup, answerLimit, dailyLimit } = person;
    const [server] = servers;
    if (!server) throw new Error('there is no process');
    const ledger = new Ledger(server.database, server.postings);
    const outcome = await stage.store.unit(async (tx) => {
      await tx.execute(sql`
        INSERT INTO app_user (id, email, password_hash, created_at, updated_at)
        VALUES (${id}, ${id}, '', 0, 0)`);
      await ledger.openAccounts(tx, id);
      await ledger.grantSignup(tx, id, signup);
      await tx.execute(sql`
        UPDATE account SET answer_limit = ${answerLimit}, daily_limit = ${dailyLimit}
        WHERE user_id = ${id} AND kind = 'user'`);
    });
    if ('error' in outcome) throw outcome.error;
    this.world.note(`${name} has ${signup}, limits ${answerLimit} and ${dailyLimit}`);
  }

  /** Something happens: a call is carried out, time goes by, or somebody does something. */
  private async happen(): Promise<void> {
    const { chance, calls } = this.world;
    while (calls.count > 0 && chance.happens(0.62)) await this.carryOne();
    if (chance.happens(0.14)) {
      await this.pass(chance.pick(PAUSES_MS));
    } else {
      act(this.world);
      await this.settled();
    }
  }

  private async carryOne(): Promise<void> {
    const { calls, chance, isCalm, stage, lines } = this.world;
    const { call, fate } = calls.take(chance, isCalm);
    stage.store.written.length = 0;
    const at = lines.length;
    this.world.note('');
    if (!(await carryOut(call, fate))) this.world.server(call.owner).crash();
    const written = stage.store.written.join(', ');
    lines[at] += `${call.owner}'s ${call.kind} ${fate}${written && `: ${written}`}`;
    await this.settled();
    if (call.kind === 'unit') checkBooks(this.world);
  }

  /** Nothing fails any more: every process ends, by a crash or as it should; one is left to sweep. */
  private async end(): Promise<void> {
    const { world } = this;
    world.isCalm = true;
    world.note('from here on nothing fails');
    for (const server of world.servers) {
      if (!server.isAlive || server.isDraining) continue;
      if (world.chance.happens(0.5)) server.crash();
      else void server.drain();
    }
    await this.carryAll();
    await this.pass(DRAIN_MS);
    await this.carryAll();
    await this.pass(2 * LEASE_MS);
    await this.carryAll();
    for (const server of world.servers) if (server.isAlive) server.crash();
    const last = world.startServer();
    if (!world.isAlone) await Promise.all([last.sweeper.sweep(), this.carryAll()]);
    await this.carryAll();
    last.crash();
  }

  private async pass(ms: number): Promise<void> {
    this.world.note(`${ms} ms go by`);
    await time.advance(ms, () => this.settled());
    checkBooks(this.world);
  }

  private async carryAll(): Promise<void> {
    await this.settled();
    while (this.world.calls.count > 0) await this.carryOne();
  }

  /** Waits until nobody can go on by themselves, and looks at what has come of it. */
  private async settled(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.steps += 1;
    if (this.steps > STEPS_MAX) throw new Violation('it never comes to an end');
    checkNews(this.world);
  }
}

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The same lines with short names for ids, which are others each time. */
function named(lines: readonly string[]): string[] {
  const names = new Map<string, string>();
  const short = (id: string): string => {
    const name = names.get(id) ?? `#${names.size + 1}`;
    names.set(id, name);
    return name;
  };
  return lines.map((line) => line.replace(ID, short));
}
