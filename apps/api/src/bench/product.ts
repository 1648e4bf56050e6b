import type { Books } from './books';
import type { Contestant } from './contestant';
import { roundRobin } from './contestant';
import { uuidv7 } from 'uuidv7';
import { HELD, LEASE_MS, RECEIPT, USED } from './turn';

/** The product's own ledger: `Holds.open` and `Holds.settle`, each in a `Database.run`. */
export function product(
  { database, holds, userIds }: Books,
  atOnce: number,
  users = userIds.length,
): Contestant {
  const nextUser = roundRobin(userIds.slice(0, users));
  return {
    name: 'Prome-Dify',
    atOnce,
    async step() {
      const userId = nextUser();
      const request = { userId, amount: HELD, requestKey: uuidv7(), leaseMs: LEASE_MS };
      const holdId = await database.run((tx) => holds.open(tx, request));
      if (!holdId) throw new Error('the benchmark ran out of tokens');
      await database.run((tx) => holds.settle(tx, userId, holdId, USED, RECEIPT));
      return 1;
    },
    close: () => Promise.resolve(),
  };
}
