import { until } from '@prome-dify/testing';
import type { Promised } from '../promise';
import { holds, same } from '../promise';

const STREAMS = 50;

export const deploy: Promised = {
  id: 'P20',
  says: 'A deploy loses nothing: answers end or are settled, and the server leaves with 0',
  async play(world) {
    world.model.script('slow');
    const customers = await world.newCustomers(STREAMS);
    let begun = 0;
    const answers = customers.map((customer) => {
      let isFirst = true;
      return customer.ask({ message: 'Tell me something' }, (event) => {
        if (event.event !== 'answer') return;
        if (isFirst) begun += 1;
        isFirst = false;
      });
    });
    await until('all are being told', () => begun === STREAMS);
    const code = await world.stop('SIGTERM');
    const told = await Promise.all(answers);
    await world.start();
    same('exit code', code, 0);
    same('ends', [...new Set(told.map(({ end }) => end))], ['server_restarting']);
    holds(
      'each is charged for what was told',
      told.every(({ charged }) => charged > 0),
    );
    await world.nothingHeld(customers);
    const charges = await Promise.all(customers.map((customer) => customer.charges()));
    same(
      'charges, told and stored',
      charges.flat(),
      told.map(({ charged }) => charged),
    );
    return `${STREAMS} answers open at SIGTERM: all settled and told so, exit code 0`;
  },
};
