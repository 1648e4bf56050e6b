import type { ReceiptAnswer } from '@prome-dify/contracts';
import { answering } from '@prome-dify/testing';
import type { Promised } from '../promise';
import { holds, same } from '../promise';

const ANSWERS = 40;

export const quotes: Promised = {
  id: 'P33',
  says: 'The price is known before, and the receipt adds up to it',
  async play(world) {
    const customer = await world.newCustomer();
    for (let n = 0; n < ANSWERS; n += 1) {
      const message = 'Tell me something '.repeat(1 + world.random.below(5));
      const request = { message, model: n % 2 === 0 ? 'plain' : 'cents' };
      const { minTokens, maxTokens } = await customer.quote(request);
      const deltas = Array<string>(1 + world.random.below(12)).fill('word ');
      world.model.next(answering({ deltas, usage: null }));
      const { charged, conversationId } = await customer.ask(request);
      holds(
        `${charged} is from ${minTokens} to ${maxTokens}`,
        charged >= minTokens && charged <= maxTokens,
      );
      const { body } = await customer.call<{ messages: { id: string }[] }>(
        `/api/conversations/${conversationId}/messages`,
      );
      const receipt = await customer.call<ReceiptAnswer>(
        `/api/messages/${body.messages.at(-1)?.id}/receipt`,
      );
      same('the receipt', [receipt.body.charge, Math.ceil(receipt.body.total)], [charged, charged]);
    }
    return `${ANSWERS} answers at two prices: every charge inside its quote, every receipt adds up`;
  },
};
