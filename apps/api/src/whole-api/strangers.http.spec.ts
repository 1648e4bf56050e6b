import { SEED } from '@prome-dify/testing/random';
import { enginesFor } from '@prome-dify/testing';
import { Chance } from '../chat/simulation/spec-support/chance';
import type { Customer } from './spec-support/customer';
import { belongings, marksOf } from './spec-support/belongings';
import { randomCall, readAnswer } from './spec-support/random-calls';
import { WholeApi } from './spec-support/whole-api';

/** How many calls a stranger makes on each database; `CALLS=10000` makes more. */
const CALLS = Number(process.env['CALLS'] ?? 500);
const LIVE_EVERY = 50;
const SECRETS = ['plumage of the ostrich', 'velocity of the swallow', 'colour of the canary'];

describe.each(await enginesFor(import.meta.filename))('Two customers on $name', (engine) => {
  let api: WholeApi;
  let owner: Customer;
  let stranger: Customer;

  beforeAll(async () => {
    api = await WholeApi.open(engine);
    owner = await api.newCustomer();
    stranger = await api.newCustomer();
    for (const secret of SECRETS) await owner.ask(`Tell me of the ${secret}`);
    for (const paid of [true, false]) await owner.buy(paid);
    await stranger.ask('Something harmless');
    await stranger.buy();
  });
  afterAll(async () => {
    expect(await api.shop.findings()).toEqual([]);
    expect(api.troubles()).toEqual([]);
    await api.close();
  });

  it(`never meet in ${CALLS} random calls (seed ${SEED})`, async () => {
    const chance = new Chance(SEED);
    const [theirs, own] = [await belongings(owner), await belongings(stranger)];
    const marks = [...marksOf(theirs, owner), ...SECRETS];
    expect(marks.length).toBeGreaterThan(30);
    expect(marks.filter((mark) => marksOf(own, stranger).includes(mark))).toEqual([]);
    let live: Promise<unknown> = Promise.resolve();
    for (let number = 0; number < CALLS; number += 1) {
      if (number % LIVE_EVERY === 0) {
        await live;
        live = owner.ask(`More of the ${chance.pick(SECRETS)}`);
      }
      const call = randomCall(chance, theirs, own);
      const answer = await readAnswer(stranger, call);
      const met = marks.filter((mark) => answer.includes(mark));
      expect({ number, call, met }).toEqual({ number, call, met: [] });
    }
    await live;
    // What the stranger did has taken nothing away.
    const left = marksOf(await belongings(owner), owner);
    expect(marksOf(theirs, owner).filter((mark) => !left.includes(mark))).toEqual([]);
  }, 300_000);
});
