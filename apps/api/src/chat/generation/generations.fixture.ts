import { Logger } from '@nestjs/common';
import type { ChatEvent } from '@prome-dify/contracts';
import type { ModelBackend, ModelEvent, ModelRequest, TokenUsage } from '@prome-dify/llm';
import { warmUpTokenizer } from '@prome-dify/llm';
import type { Engine } from '@prome-dify/testing';
import { until } from '@prome-dify/testing';
import { uuidv7 } from 'uuidv7';
import {
  audit,
  BalanceEvents,
  Budgets,
  Corrections,
  Debts,
  Holds,
  Ledger,
  Postings,
} from '../../ledger';
import { loadConfig } from '../../platform/config/config';
import { sql, withSnapshot } from '../../platform/database';
import { openDatabase } from '../../platform/database/open-database';
import { Lifecycle } from '../../platform/lifecycle/lifecycle';
import { ChatRepository } from '../chat.repository';
import { Admission } from '../turn/admission';
import { Checkpoints } from './checkpoints';
import { GenerationRunner } from './generation-runner';
import { Generations } from './generations';
import { InProcessLog } from './in-process-log';
import { LateFigures } from './late-figures';
import type { RunningGeneration } from './running-generation';
import type { Ending } from './ending';
import type { Settled } from './settlement';
import { Settlement } from './settlement';
import { Sweeper } from './sweeper';
import { SweeperRepository } from './sweeper.repository';

export const SIGNUP = 10_000;

/** A model that says what it is told to, when it is told to. */
export class Puppet implements ModelBackend {
  private readonly waiting: ModelEvent[] = [];
  private wake: (() => void) | undefined;
  /** Tells figures after the answer has ended. */
  sayLate: (usage: TokenUsage) => void = () => {};

  say(...events: ModelEvent[]): void {
    this.waiting.push(...events);
    this.wake?.();
  }

  async *stream(
    { onLateUsage }: ModelRequest,
    signal: AbortSignal,
  ): AsyncGenerator<readonly ModelEvent[]> {
    if (onLateUsage) this.sayLate = onLateUsage;
    signal.addEventListener('abort', () => this.wake?.());
    while (!signal.aborted) {
      const events = this.waiting.splice(0);
      if (events.length > 0) yield events;
      if (events.some(({ t }) => t === 'end' || t === 'error')) return;
      if (this.waiting.length === 0) await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}

/** An answer on its way, and the model that gives it. */
export interface Answer {
  readonly generation: RunningGeneration;
  readonly puppet: Puppet;
}

/** A settlement that fails when it is told to. */
class FragileSettlement extends Settlement {
  fails: (ending: Ending) => boolean = () => false;

  override settle(ending: Ending): Promise<Settled | undefined> {
    if (this.fails(ending)) return Promise.reject(new Error('the database is away'));
    return super.settle(ending);
  }
}

/** For specs: generations as they run, over a database of their own, without timers or HTTP. */
export async function openGenerations(engine: Engine, env: Readonly<Record<string, string>> = {}) {
  Logger.overrideLogger(false);
  const { url, remove } = await engine.createDatabase();
  const database = await openDatabase(url);
  const config = loadConfig({ NODE_ENV: 'test', DATABASE_URL: url, ...env });
  const events = new BalanceEvents();
  const postings = new Postings(events);
  const [ledger, holds] = [new Ledger(database, postings), new Holds(postings, events)];
  await ledger.onModuleInit();
  const chats = new ChatRepository();
  const estimator = await warmUpTokenizer();
  const settlement = new FragileSettlement(database, holds, chats);
  const log = new InProcessLog();
  const late = new LateFigures(database, new Corrections(new Debts(postings)));
  const runner = new GenerationRunner(config, log, estimator, settlement, late);
  const generations = new Generations(log, runner, new Lifecycle(), config);
  const admission = new Admission(database, config, new Budgets(database), holds, chats);

  const sweeperOf = (owner: Holds, running: Generations): Sweeper => {
    const orphans = new SweeperRepository(database, owner, running);
    return new Sweeper(database, config, estimator, orphans, settlement);
  };

  const newUser = async (): Promise<string> => {
    const userId = uuidv7();
    await database.run(async (tx) => {
      await tx.execute(sql`
        INSERT INTO app_user (id, email, password_hash, created_at, updated_at)
        VALUES (${userId}, ${`${userId}@example.com`}, '', 0, 0)`);
      await ledger.openAccounts(tx, userId);
      await ledger.grantSignup(tx, userId, SIGNUP);
    });
    return userId;
  };

  const told = ({ turn }: RunningGeneration): readonly ChatEvent[] => {
    const events: ChatEvent[] = [];
    log.read(turn.generationId, 0)?.subscribe(({ event }) => events.push(event));
    return events;
  };

  return {
    database,
    settlement,
    generations,
    sweeper: sweeperOf(holds, generations),
    /** The sweeper of another process. */
    otherSweeper: sweeperOf(
      new Holds(postings, events),
      new Generations(log, runner, new Lifecycle(), config),
    ),
    checkpoints: new Checkpoints(database, config, generations, holds, chats),
    countTokens: estimator.text,
    balance: (userId: string) => ledger.balance(userId),

    /** Admits a question of a new user and starts its answer. */
    async begin(): Promise<Answer> {
      const puppet = new Puppet();
      const model = {
        ...({ id: 'puppet', label: 'Puppet', backendKind: 'demo', backend: puppet } as const),
        rates: { inputMilli: 1000, cachedMilli: 1000, outputMilli: 1000 },
        ...{ maxOutputTokens: 500, contextTokens: 8_000 },
      };
      const messages = [{ role: 'user', content: 'Hello' } as const];
      const prompt = { messages, tokens: estimator.prompt(messages), questionTokens: 1 };
      const request = { message: 'Hello' };
      const place = { question: 'Hello', parentId: null, goesOn: false, history: [] };
      const prepared = { place, model, prompt, outputMax: 500 };
      const admitted = await admission.admit(await newUser(), request, prepared, undefined);
      if (!('turn' in admitted)) throw new Error('not admitted');
      generations.start(admitted.turn);
      const generation = generations.find(admitted.turn.userId, admitted.turn.generationId);
      if (!generation) throw new Error('not started');
      return { generation, puppet };
    },

    /** Lets the model say something, and waits until the answer has it. */
    async say({ generation, puppet }: Answer, text: string): Promise<void> {
      puppet.say({ t: 'delta', text });
      await until('it is said', () => JSON.stringify(told(generation)).includes(text));
    },

    /** What a reader of the answer is told from its beginning until now. */
    told,

    /** Lets the lease of an answer run out. */
    async expire({ turn }: RunningGeneration): Promise<void> {
      await database.run((tx) =>
        tx.execute(sql`UPDATE hold SET lease_until = 0 WHERE id = ${turn.holdId}`),
      );
    },

    /** What is stored of an answer. */
    async stored({ turn }: RunningGeneration) {
      const row = await database.read.row<Stored>(sql`
        SELECT m.content AS text, m.status, h.status AS hold, h.amount, h.lease_until AS "lease",
          g.running_key AS "runningKey",
          (SELECT COUNT(*) FROM transfer t WHERE t.hold_id = h.id) AS charges,
          (SELECT SUM(amount) FROM transfer t WHERE t.hold_id = h.id) AS charged
        FROM generation g JOIN hold h ON h.id = g.hold_id
        JOIN message m ON m.id = g.assistant_message_id WHERE g.id = ${turn.generationId}`);
      if (!row) throw new Error('nothing is stored');
      return { ...row, charged: Number(row.charged ?? 0) };
    },

    findings: async () => (await withSnapshot(url, audit)).findings,

    close: async () => {
      await database.close();
      await remove();
    },
  };
}

export type OpenedGenerations = Awaited<ReturnType<typeof openGenerations>>;

interface Stored {
  readonly text: string;
  readonly status: string;
  readonly hold: string;
  readonly amount: number;
  readonly lease: number;
  readonly runningKey: string | null;
  readonly charges: number;
  readonly charged: number | null;
}
