import { Logger } from '@nestjs/common';
import type { ChatEvent, ChatRequest } from '@prome-dify/contracts';
import type { TokenEstimator } from '@prome-dify/llm';
import type { Subscription } from 'rxjs';
import type { Config } from '../../../platform/config/config';
import type { RunningGeneration } from '../../generation/running-generation';
import { Calls, Outage } from './calls';
import { Chance } from './chance';
import type { MemoryStore } from './memory-store';
import type { Speech } from './models';
import { someModels } from './models';
import type { Parts, Surroundings } from './server-process';
import { ServerProcess } from './server-process';
import type { Meant, Order } from './shop';
import { time } from './virtual-time';

/** What every history needs; made once. */
export interface Stage {
  readonly store: MemoryStore;
  readonly config: Config;
  readonly estimator: TokenEstimator;
}

/** A promise of the product that a history has broken. */
export class Violation extends Error {}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly signup: number;
  readonly answerLimit: number | null;
  readonly dailyLimit: number | null;
  readonly conversations: string[];
  /** All movements beside answers that were ever attempted. */
  readonly movements: Meant[];
}

/** A message that was sent, or an answer that was asked for again, and all that was told of it. */
export interface Sent {
  readonly name: string;
  readonly person: Person;
  readonly server: ServerProcess;
  readonly request?: ChatRequest;
  readonly key?: string;
  readonly events: ChatEvent[];
  generationId?: string;
  error?: unknown;
  reading?: Subscription;
}

/** A call of a model with the answer that it speaks in. */
export interface Spoken {
  readonly speech: Speech;
  readonly generation: RunningGeneration;
  /** How many characters of it a checkpoint was told to have saved, while it ran. */
  saved: number;
}

const PROCESSES_MAX = 3;

/** One history as it goes: its processes, its people, what was said and what was told. */
export class World {
  readonly calls = new Calls();
  readonly chance: Chance;
  /** One process has the database to itself, as on SQLite; else several share it. */
  readonly isAlone: boolean;
  readonly servers: ServerProcess[] = [];
  readonly people: Person[] = [];
  readonly sent: Sent[] = [];
  readonly spoken: Spoken[] = [];
  readonly orders: (Order & { readonly person: Person; isPaid: boolean })[] = [];
  /** Movements that somebody was told were made. */
  readonly acknowledged: string[] = [];
  /** Holds whose lease was over at some moment. */
  readonly overdue = new Set<string>();
  /** Looked into after each step: what has just been told must be so. */
  news: (() => void)[] = [];
  readonly lines: string[] = [];
  /** From here on nothing fails any more. */
  isCalm = false;
  private speeches: Speech[] = [];
  private readonly surroundings: Surroundings;

  constructor(
    readonly stage: Stage,
    readonly seed: number,
    parts: Parts,
  ) {
    this.chance = new Chance(seed);
    this.isAlone = this.chance.happens(0.3);
    const began = (speech: Speech): void => void this.speeches.push(speech);
    const models = someModels(this.chance);
    this.surroundings = { ...stage, parts, calls: this.calls, models, began };
    Logger.overrideLogger({
      log: () => {},
      warn: (message: unknown) => this.hear(message),
      error: (message: unknown) => this.hear(message),
    });
  }

  note(line: string): void {
    this.lines.push(`+${String(time.elapsed).padStart(6)} ms  ${line}`);
  }

  /** Something must be so; else the history has found a fault. */
  demand(isSo: boolean, promise: string): void {
    if (!isSo) throw new Violation(promise);
  }

  /** An error that somebody got: those that the history asked for are as they should be. */
  heard(error: unknown, where: string): void {
    if (error instanceof Outage) return;
    this.news.push(() => this.demand(false, `${where}: ${String(error)}`));
  }

  /** Processes that take requests. */
  get ready(): readonly ServerProcess[] {
    return this.servers.filter(({ isAlive, isDraining, isReady }) => {
      return isAlive && !isDraining && isReady;
    });
  }

  get hasRoom(): boolean {
    const alive = this.servers.filter(({ isAlive }) => isAlive).length;
    return alive < (this.isAlone ? 1 : PROCESSES_MAX);
  }

  /** Starts a process; one that is alone with the database begins as the product does on SQLite. */
  startServer(): ServerProcess {
    const server = new ServerProcess(`s${this.servers.length + 1}`, this.surroundings);
    this.servers.push(server);
    if (!this.isAlone) {
      server.isReady = true;
      return server;
    }
    server.checkpoints.onApplicationBootstrap();
    server.sweeper.onApplicationBootstrap().then(
      () => (server.isReady = true),
      (error: unknown) => {
        this.heard(error, 'the start failed');
        server.crash();
      },
    );
    return server;
  }

  /** Somebody registers. */
  welcome(person: Person): void {
    this.people.push(person);
  }

  server(name: string): ServerProcess {
    const found = this.servers.find((server) => server.name === name);
    if (!found) throw new Error(`there is no server ${name}`);
    return found;
  }

  /** Finds the answers that models have begun to speak in. */
  matchSpeeches(): void {
    for (const speech of this.speeches.splice(0)) {
      const running = [...speech.server.generations.all()];
      const generation = running.find(({ turn }) => turn.messages === speech.request.messages);
      if (!generation) throw new Error('a model speaks in no answer');
      this.spoken.push({ speech, generation, saved: 0 });
    }
  }

  private hear(message: unknown): void {
    if (message instanceof Object && 'err' in message) this.heard(message.err, 'in the log');
  }
}
