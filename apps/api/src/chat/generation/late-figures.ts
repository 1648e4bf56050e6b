import { Inject, Injectable, Logger } from '@nestjs/common';
import type { TokenUsage } from '@prome-dify/llm';
import { Corrections } from '../../ledger';
import { charge } from '../../models';
import { Database } from '../../platform/database';
import { promptTokensOf } from './billable-usage';
import type { Turn } from './turn';

/** Figures of the provider that come after an answer was settled by our own count. */
@Injectable()
export class LateFigures {
  private readonly logger = new Logger(LateFigures.name);

  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly corrections: Corrections,
  ) {}

  /**
   * Credits back what a settled answer was charged above these figures; never charges more. Figures
   * that claim that `text` cost nothing are not believed, as at the settlement.
   */
  async apply(turn: Turn, text: string, usage: TokenUsage): Promise<void> {
    if (text !== '' && usage.output === 0) return;
    const { userId, holdId, generationId, model } = turn;
    try {
      const corrected = await this.database.run((tx) =>
        this.corrections.creditBack(tx, userId, holdId, charge(model.rates, usage), {
          type: 'adjustment',
          conversationId: turn.conversationId,
          messageId: turn.assistantMessageId,
          generationId,
          model: model.id,
          promptTokens: promptTokensOf(usage),
          cachedTokens: usage.cacheRead,
          completionTokens: usage.output,
          source: 'provider',
        }),
      );
      if (corrected) this.logger.log({ generationId, ...corrected }, 'credited back');
    } catch (error) {
      this.logger.error({ err: error, generationId }, 'late figures could not be applied');
    }
  }
}
