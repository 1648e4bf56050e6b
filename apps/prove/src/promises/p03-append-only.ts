import type { Promised } from '../promise';
import { holds, same } from '../promise';
import { openRaw } from '../raw-database';

export const appendOnly: Promised = {
  id: 'P3',
  says: 'The ledger is append-only, and tampering is found by the row',
  async play(world) {
    const customer = await world.newCustomer();
    for (let n = 0; n < 3; n += 1) await customer.ask({ message: 'Tell me something' });
    const raw = await openRaw(world.databaseUrl);
    const attempts = [
      'UPDATE transfer SET amount = amount + 1',
      'DELETE FROM transfer',
      'UPDATE usage_event SET tokens_used = 0',
      'DELETE FROM usage_event',
      ...(world.databaseUrl.startsWith('postgres') ? ['TRUNCATE transfer CASCADE'] : []),
    ];
    const ids = await raw.column('SELECT id FROM transfer ORDER BY id DESC LIMIT 3');
    const found: boolean[] = [];
    try {
      for (const statement of attempts) {
        holds(`refused: ${statement}`, !(await raw.succeeds(statement)));
      }
      await raw.disarm();
      for (const id of ids) {
        await raw.run(`UPDATE transfer SET amount = amount + 1 WHERE id = '${id}'`);
        found.push((await world.audit()).says.includes(id));
        await raw.run(`UPDATE transfer SET amount = amount - 1 WHERE id = '${id}'`);
      }
    } finally {
      await raw.rearm();
      await raw.close();
    }
    same(
      'changed rows that the audit names',
      found,
      ids.map(() => true),
    );
    return `${attempts.length} changes refused, ${ids.length} of ${ids.length} forced changes named`;
  },
};
