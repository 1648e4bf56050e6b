import type { Promised } from '../promise';
import { same } from '../promise';

const KEYS = 5;
const AT_ONCE = 20;
const LATER = 20;

export const onceSent: Promised = {
  id: 'P18',
  says: 'The same message sent again with its key is one message, one answer, one charge',
  async play(world) {
    const customer = await world.newCustomer();
    for (let n = 0; n < KEYS; n += 1) {
      const key = { 'idempotency-key': `message-${n}` };
      const send = () => customer.ask({ message: 'Tell me something' }, undefined, key);
      const first = await Promise.all(Array.from({ length: AT_ONCE }, send));
      const later = await Promise.all(Array.from({ length: LATER }, send));
      const told = [...first, ...later];
      same('generations', new Set(told.map(({ generationId }) => generationId)).size, 1);
      same('texts', new Set(told.map(({ text }) => text)).size, 1);
      const body = { message: 'Something else' };
      const other = await customer.call('/api/chat', { body, headers: key });
      same('another message with the same key', other.status, 422);
    }
    same('charges', (await customer.charges()).length, KEYS);
    same('calls of the model', world.model.requests.length, KEYS);
    return `${KEYS} messages sent ${AT_ONCE + LATER} times each: ${KEYS} answers, ${KEYS} charges`;
  },
};
