import type { TokenUsage } from '@prome-dify/llm';
import type { Rates } from '../../../models';
import type { World } from './world';

/** How an answer stands in the books at the end of a history. */
export interface AnswerRow {
  readonly id: string;
  readonly status: string;
  readonly userId: string;
  readonly promptTokens: number;
  readonly inputMilli: number;
  readonly cachedMilli: number;
  readonly outputMilli: number;
  readonly holdId: string;
  readonly amount: number;
  readonly owner: string;
  readonly hold: string;
  readonly text: string;
  readonly message: string;
  readonly charges: number;
  readonly charged: number;
  readonly back: number;
}

const MESSAGE: Readonly<Record<string, string>> = { completed: 'complete' };

export function answers(world: World): AnswerRow[] {
  return world.stage.store.look<AnswerRow>(`
    SELECT g.id, g.status, g.user_id AS userId, g.prompt_tokens AS promptTokens,
      g.input_rate_milli AS inputMilli, g.cached_rate_milli AS cachedMilli,
      g.output_rate_milli AS outputMilli, h.id AS holdId, h.amount, h.owner, h.status AS hold,
      m.content AS text, m.status AS message,
      (SELECT COUNT(*) FROM transfer t WHERE t.hold_id = h.id) AS charges,
      (SELECT COALESCE(SUM(t.amount), 0) FROM transfer t WHERE t.hold_id = h.id) AS charged,
      (SELECT COALESCE(SUM(c.amount), 0) FROM transfer t JOIN transfer c ON c.corrects = t.id
        WHERE t.hold_id = h.id) AS back
    FROM generation g JOIN hold h ON h.id = g.hold_id
    JOIN message m ON m.id = g.assistant_message_id`);
}

/** An answer has ended once, with the text that was said and a charge that a few lines agree with. */
export function checkAnswer(world: World, row: AnswerRow): void {
  const must = (isSo: boolean, promise: string): void =>
    world.demand(isSo, `the answer ${row.id} (${row.status}) ${promise}`);
  const spoken = world.spoken.find(({ generation }) => generation.turn.generationId === row.id);
  const said = spoken?.speech.text ?? '';
  must(row.hold !== 'pending' && row.status !== 'running', 'has not ended');
  must(row.message === (MESSAGE[row.status] ?? row.status), `has a message that is ${row.message}`);
  must(row.charges <= 1 && row.charged <= row.amount, 'is charged twice, or above its hold');
  if (row.status === 'interrupted') {
    const saved = spoken?.saved ?? 0;
    must(said.startsWith(row.text), `has a text that nobody said: ${JSON.stringify(row.text)}`);
    must([...row.text].length >= saved, `has lost text that a checkpoint had saved`);
    must(mayBeSwept(world, row), 'was taken from a process that was alive and in time');
  } else {
    must(row.text === said, `has not the text that was said: ${JSON.stringify(row.text)}`);
  }
  const usages = row.status === 'interrupted' ? [undefined, spoken?.speech.usage] : [];
  const prices = [...usages, spoken?.speech.usage].map((usage) => {
    return Math.min(row.amount, price(row, billable(world, row, usage)));
  });
  must(prices.includes(row.charged), `is charged ${row.charged}, not ${prices.join(' or ')}`);
  checkBack(row, spoken?.speech.late ?? [], must);
}

function mayBeSwept(world: World, { holdId, owner }: AnswerRow): boolean {
  const server = world.servers.find(({ holds }) => holds.owner === owner);
  if (server?.isDraining || world.overdue.has(holdId)) return true;
  return world.isAlone && server?.isAlive === false;
}

/** What came back is what late figures were lower by, and nothing without them. */
function checkBack(
  row: AnswerRow,
  late: readonly TokenUsage[],
  must: (isSo: boolean, promise: string) => void,
): void {
  const believed = late.filter((usage) => row.text === '' || usage.output > 0);
  const possible = believed.map((usage) => Math.max(0, row.charged - price(row, usage)));
  must([0, ...possible].includes(row.back), `was credited back ${row.back}`);
}

const NOTHING: TokenUsage = { inputUncached: 0, cacheRead: 0, cacheWrite: 0, output: 0 };

function billable(world: World, row: AnswerRow, reported: TokenUsage | undefined): TokenUsage {
  const { text, status, promptTokens } = row;
  if (text === '') {
    const isPaid = reported && (status === 'completed' || status === 'stopped');
    return isPaid ? reported : NOTHING;
  }
  if (reported && reported.output > 0) return reported;
  const output = world.stage.estimator.text(text);
  return { ...NOTHING, inputUncached: promptTokens, output };
}

/** The price in balance tokens: thousandths, rounded up once, at the most what a number holds. */
function price(rates: Rates, usage: TokenUsage): number {
  const input = BigInt(usage.inputUncached) + BigInt(usage.cacheWrite);
  const milli =
    input * BigInt(rates.inputMilli) +
    BigInt(usage.cacheRead) * BigInt(rates.cachedMilli) +
    BigInt(usage.output) * BigInt(rates.outputMilli);
  return Number(milli / 1000n) + (milli % 1000n > 0n ? 1 : 0);
}
