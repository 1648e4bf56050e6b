import type { ReceiptAnswer, ReceiptLine, TokenClass, UsageSource } from '@prome-dify/contracts';

/** What the ledger's usage line says of one answer. Rates are in thousandths of a balance token. */
export interface ChargedAnswer {
  readonly id: string;
  readonly messageId: string;
  readonly conversationId: string;
  readonly model: string;
  readonly source: UsageSource;
  readonly tokensUsed: number;
  readonly balanceAfter: number;
  readonly creditedBack: number;
  /** All tokens of the prompt, the cached ones among them. */
  readonly promptTokens: number;
  readonly cachedTokens: number;
  readonly completionTokens: number;
  readonly inputRateMilli: number;
  readonly cachedRateMilli: number;
  readonly outputRateMilli: number;
  readonly createdAt: number;
}

const MILLI = 1000;

/** How the charge of an answer came about. Nothing is computed from today's prices. */
export function receiptOf(answer: ChargedAnswer): ReceiptAnswer {
  const uncached = answer.promptTokens - answer.cachedTokens;
  const priced: readonly (readonly [TokenClass, number, number])[] = [
    ['input', uncached, answer.inputRateMilli],
    ['cached_input', answer.cachedTokens, answer.cachedRateMilli],
    ['output', answer.completionTokens, answer.outputRateMilli],
  ];
  // Summed in thousandths, as the charge was: sums of binary fractions are not exact.
  const totalMilli = priced.reduce((sum, [, tokens, rateMilli]) => sum + tokens * rateMilli, 0);
  return {
    messageId: answer.messageId,
    conversationId: answer.conversationId,
    model: answer.model,
    source: answer.source,
    lines: priced
      .filter(([kind, tokens]) => kind !== 'cached_input' || tokens > 0)
      .map(([kind, tokens, rateMilli]) => line(kind, tokens, rateMilli)),
    total: totalMilli / MILLI,
    charge: answer.tokensUsed,
    creditedBack: answer.creditedBack,
    balanceAfter: answer.balanceAfter,
    entryId: answer.id,
    createdAt: new Date(answer.createdAt).toISOString(),
  };
}

function line(kind: TokenClass, tokens: number, rateMilli: number): ReceiptLine {
  return { class: kind, tokens, rate: rateMilli / MILLI, amount: (tokens * rateMilli) / MILLI };
}
