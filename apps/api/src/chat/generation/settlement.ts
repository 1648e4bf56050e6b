import { Inject, Injectable } from '@nestjs/common';
import type { UsageEvent } from '@prome-dify/contracts';
import { Holds } from '../../ledger';
import { charge } from '../../models';
import type { Transaction } from '../../platform/database';
import { Database } from '../../platform/database';
import { ChatRepository } from '../chat.repository';
import { promptTokensOf } from './billable-usage';
import type { Ending } from './ending';

/** What a settlement did; `usage` is there when tokens were charged. */
export interface Settled {
  readonly usage?: UsageEvent['data'];
  readonly uncollected: number;
}

/** Ends a generation once: the charge, the message and the generation in one transaction. */
@Injectable()
export class Settlement {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly holds: Holds,
    private readonly chats: ChatRepository,
  ) {}

  /**
   * Settles for what was delivered. Repeated with the same ending, because its commit was not heard
   * of, it tells the same again; `undefined` when somebody else has ended the generation.
   */
  settle(ending: Ending): Promise<Settled | undefined> {
    const { usage } = ending.billable;
    const used = charge(ending.rates, usage);
    const details = detailsOf(ending);
    return this.database.run(async (tx) => {
      if (used === 0) {
        if (!(await this.holds.void(tx, ending.userId, ending.holdId))) {
          return this.settledBefore(tx, ending);
        }
        await this.chats.finish(tx, ending);
        return { uncollected: 0 };
      }
      const { inputMilli, cachedMilli, outputMilli } = ending.rates;
      const settled = await this.holds.settle(tx, ending.userId, ending.holdId, used, {
        ...details,
        type: 'chat',
        messageId: ending.assistantMessageId,
        generationId: ending.generationId,
        cachedTokens: usage.cacheRead,
        inputRateMilli: inputMilli,
        cachedRateMilli: cachedMilli,
        outputRateMilli: outputMilli,
      });
      if (!settled) return this.settledBefore(tx, ending);
      await this.chats.finish(tx, ending);
      const { charged: tokensUsed, balanceAfter, uncollected } = settled;
      return { usage: usageData({ ...details, tokensUsed, balanceAfter }), uncollected };
    });
  }

  private async settledBefore(tx: Transaction, ending: Ending): Promise<Settled | undefined> {
    const charge = await this.chats.chargeOf(tx, ending);
    if (!charge) return undefined;
    const { tokensUsed, balanceAfter } = charge;
    if (tokensUsed === null || balanceAfter === null) return { uncollected: 0 };
    return { usage: usageData({ ...detailsOf(ending), tokensUsed, balanceAfter }), uncollected: 0 };
  }
}

function detailsOf({ conversationId, modelId: model, billable: { usage, source } }: Ending) {
  const promptTokens = promptTokensOf(usage);
  return { conversationId, model, promptTokens, completionTokens: usage.output, source };
}

/** The data of a `usage` event: the same members in the same order, live and told again. */
export function usageData(usage: UsageEvent['data']): UsageEvent['data'] {
  const { conversationId, tokensUsed, balanceAfter, promptTokens, completionTokens } = usage;
  const { model, source } = usage;
  return {
    conversationId,
    tokensUsed,
    balanceAfter,
    promptTokens,
    completionTokens,
    model,
    source,
  };
}
