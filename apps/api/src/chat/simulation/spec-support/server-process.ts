import type { TokenEstimator } from '@prome-dify/llm';
import { BalanceEvents, Budgets, Corrections, Holds, Postings, Debts } from '../../../ledger';
import type { Model } from '../../../models';
import { ModelCatalogue } from '../../../models';
import type { Config } from '../../../platform/config/config';
import { Lifecycle } from '../../../platform/lifecycle/lifecycle';
import { NoPeers } from '../../../platform/peers';
import { ChatRepository } from '../../chat.repository';
import { ChatService } from '../../chat.service';
import { BranchRepository } from '../../conversations/branch.repository';
import { ConversationRepository } from '../../conversations/conversation.repository';
import { Answers } from '../../generation/answers';
import { Checkpoints } from '../../generation/checkpoints';
import { GenerationRunner } from '../../generation/generation-runner';
import { Generations } from '../../generation/generations';
import { InProcessLog } from '../../generation/in-process-log';
import { LateFigures } from '../../generation/late-figures';
import { PeerReaders } from '../../generation/peer-readers';
import { Replay } from '../../generation/replay';
import { ReplayRepository } from '../../generation/replay.repository';
import { Settlement } from '../../generation/settlement';
import { Sweeper } from '../../generation/sweeper';
import { SweeperRepository } from '../../generation/sweeper.repository';
import { Admission } from '../../turn/admission';
import { Places } from '../../turn/places';
import { Turns } from '../../turn/turns';
import type { Calls } from './calls';
import type { MemoryStore } from './memory-store';
import type { Speech } from './models';
import { Speaker } from './models';
import { ProcessDatabase } from './process-database';

/** The classes that a process is made of; a planted fault takes the place of one of them. */
export const PARTS = {
  ...{ Holds, Budgets, Corrections, Places, Admission, ChatRepository, Replay },
  ...{ Settlement, SweeperRepository, Sweeper, GenerationRunner, LateFigures },
};

export type Parts = typeof PARTS;

/** What all processes of a history have in common. */
export interface Surroundings {
  readonly parts: Parts;
  readonly config: Config;
  readonly estimator: TokenEstimator;
  readonly store: MemoryStore;
  readonly calls: Calls;
  readonly models: readonly Omit<Model, 'backend'>[];
  readonly began: (speech: Speech) => void;
}

/** One process of the product, put together as its modules do, over the shared store. */
export class ServerProcess {
  isAlive = true;
  /** It has started and takes requests. */
  isReady = false;
  /** It was told to stop, and ends what it has begun. */
  isDraining = false;
  readonly database: ProcessDatabase;
  readonly events = new BalanceEvents();
  readonly postings = new Postings(this.events);
  readonly holds: Holds;
  readonly budgets: Budgets;
  readonly generations: Generations;
  readonly checkpoints: Checkpoints;
  readonly sweeper: Sweeper;
  readonly chat: ChatService;
  private readonly log: InProcessLog;
  private readonly lifecycle = new Lifecycle();

  constructor(
    readonly name: string,
    { parts, config, estimator, store, calls, models, began }: Surroundings,
  ) {
    const database = new ProcessDatabase(store, calls, name);
    const backend = new Speaker(this, began);
    const catalogue = new ModelCatalogue(
      models.map((model) => ({ ...model, backend })),
      'of a simulation',
    );
    const [log, chats] = [new InProcessLog(), new parts.ChatRepository()];
    this.database = database;
    this.holds = new parts.Holds(this.postings, this.events);
    this.budgets = new parts.Budgets(database);
    const settlement = new parts.Settlement(database, this.holds, chats);
    const late = new parts.LateFigures(database, new parts.Corrections(new Debts(this.postings)));
    const runner = new parts.GenerationRunner(config, log, estimator, settlement, late);
    this.generations = new Generations(log, runner, this.lifecycle, config);
    this.checkpoints = new Checkpoints(database, config, this.generations, this.holds, chats);
    const orphans = new parts.SweeperRepository(database, this.holds, this.generations);
    this.sweeper = new parts.Sweeper(database, config, estimator, orphans, settlement);
    const admission = new parts.Admission(database, config, this.budgets, this.holds, chats);
    const branches = new BranchRepository(database);
    const places = new parts.Places(new ConversationRepository(database, branches), branches);
    const turns = new Turns(places, catalogue, estimator);
    const replay = new parts.Replay(new ReplayRepository(database));
    const readers = new PeerReaders(new NoPeers(), this.generations);
    const answersOf = new Answers(log, this.generations, replay, readers);
    this.log = log;
    this.chat = new ChatService(turns, admission, this.generations, replay, answersOf);
  }

  /** The process ends at once. */
  crash(): void {
    this.isAlive = false;
    this.checkpoints.onModuleDestroy();
    this.sweeper.onModuleDestroy();
    void this.log.onModuleDestroy();
    void this.database.close();
  }

  /** The process is told to stop: it takes no more, and ends when all is settled. */
  async drain(): Promise<void> {
    this.isDraining = true;
    await this.lifecycle.drain();
    this.crash();
  }
}
