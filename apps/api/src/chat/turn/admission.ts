import { Inject, Injectable } from '@nestjs/common';
import type { ChatQuote, ChatRequest, LengthBound } from '@prome-dify/contracts';
import type { Budget } from '../../ledger';
import { Budgets, Holds, secondsLeftToday } from '../../ledger';
import type { Config } from '../../platform/config/config';
import { CONFIG } from '../../platform/config/config';
import type { Transaction } from '../../platform/database';
import { Database } from '../../platform/database';
import { ProblemError } from '../../platform/http';
import { ChatRepository } from '../chat.repository';
import type { Turn } from '../generation/turn';
import type { Ceiling } from './affordable';
import { affordableCeiling, leastPriceOf, priceOf } from './affordable';
import type { PreparedTurn } from './turns';
import { newTurn } from './turns';

/** Not even a short answer can be paid for, or is wanted to be. */
export interface Unaffordable {
  readonly budget: Budget;
}

/** Another request has begun this turn, or gone on with the conversation: it has to be prepared anew. */
export interface Overtaken {
  readonly overtaken: true;
}

type Admitted = { readonly turn: Turn } | Unaffordable | Overtaken;

const BUSY_RETRY_S = 5;

/** Decides whether a turn may begin, and holds its tokens, in one transaction. */
@Injectable()
export class Admission {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
    private readonly budgets: Budgets,
    private readonly holds: Holds,
    private readonly chats: ChatRepository,
  ) {}

  /**
   * Holds the price of the longest affordable answer and writes the turn.
   * @throws ProblemError `conversation_busy`, `too_many_streams`
   */
  async admit(
    userId: string,
    request: ChatRequest,
    prepared: PreparedTurn,
    idempotencyKey: string | undefined,
  ): Promise<Admitted> {
    const draft = newTurn(userId, request, prepared, idempotencyKey);
    return this.database.run(async (tx) => {
      const budget = await this.budgets.lock(tx, userId);
      // Asked under the user's lock and before money: a repetition must not be told that its own
      // first request has taken all the tokens.
      const standing = await this.chats.inTheWay(tx, draft);
      if (standing?.isSame) return { overtaken: true };
      if (standing) throw new ProblemError('conversation_busy');
      const { model, prompt, outputMax } = prepared;
      const ceiling = affordableCeiling(model.rates, prompt.tokens, outputMax, budget.most);
      if (!ceiling) return { budget };
      if ((await this.holds.countPending(tx, userId)) >= this.config.MAX_STREAMS_PER_USER) {
        throw new ProblemError('too_many_streams', { retryAfter: BUSY_RETRY_S });
      }
      const { amount, maxOutputTokens } = ceiling;
      const limitedBy = boundOf(ceiling, outputMax, budget);
      const turn = { ...draft, maxOutputTokens, limitedBy } as const;
      if (!(await this.chats.touchConversation(tx, turn))) return { overtaken: true };
      const holdId = await this.hold(tx, userId, amount, turn.requestKey);
      await this.chats.begin(tx, turn, holdId);
      return { turn: { ...turn, holdId, messages: prompt.messages } };
    });
  }

  /** What the turn would cost, by the functions that hold and bill. */
  async quote(userId: string, prepared: PreparedTurn): Promise<ChatQuote> {
    const budget = await this.budgets.of(userId);
    const { model, prompt, outputMax } = prepared;
    const ceiling = affordableCeiling(model.rates, prompt.tokens, outputMax, budget.most);
    return {
      model: model.id,
      promptTokens: prompt.tokens,
      minTokens: leastPriceOf(model.rates, prompt.tokens),
      maxTokens: ceiling?.amount ?? priceOf(model.rates, prompt.tokens, outputMax),
      balance: budget.balance,
      affordable: ceiling !== undefined,
      limitedBy: boundOf(ceiling, outputMax, budget),
    };
  }

  private async hold(
    tx: Transaction,
    userId: string,
    amount: number,
    requestKey: string,
  ): Promise<string> {
    const holdId = await this.holds.open(tx, {
      userId,
      amount,
      requestKey,
      leaseMs: this.config.HOLD_LEASE_MS,
    });
    if (!holdId) throw new Error('the locked balance changed before it was held');
    return holdId;
  }
}

/** What keeps an answer from being longer than the model can make it, if anything does. */
function boundOf(
  ceiling: Ceiling | undefined,
  outputMax: number,
  { boundBy }: Budget,
): LengthBound {
  return ceiling?.maxOutputTokens === outputMax ? 'model' : boundBy;
}

/** Seconds after which the same message may be sent; `undefined` when time alone does not help. */
export function retryAfterOf({ boundBy }: Budget): number | undefined {
  return boundBy === 'daily_limit' ? secondsLeftToday() : undefined;
}
