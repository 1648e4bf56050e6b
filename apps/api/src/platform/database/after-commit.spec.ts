import { Logger } from '@nestjs/common';
import { reachableEngines } from '@prome-dify/testing/databases';
import type { Scratch } from './spec-support/scratch';
import { openScratch, write } from './spec-support/scratch';

const engines = await reachableEngines();

describe.each(engines)('afterCommit on $name', (engine) => {
  let scratch: Scratch;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    scratch = await openScratch(engine);
  });
  afterAll(() => scratch.close());

  it('runs in the order of registration, nested units included, when all is durable', async () => {
    const said: string[] = [];
    let seen: Promise<number> | undefined;
    await scratch.database.run(async (tx) => {
      tx.afterCommit(() => said.push('first'));
      await write(tx, 1);
      await scratch.database.run(async (inner) => inner.afterCommit(() => said.push('second')));
      tx.afterCommit(() => {
        said.push('third');
        seen = scratch.notes().then((notes) => notes.length);
      });
      expect(said).toEqual([]);
    });
    expect(said).toEqual(['first', 'second', 'third']);
    expect(await seen).toBe(1);
  });

  it('never runs when the work fails', async () => {
    const said: string[] = [];
    const failing = scratch.database.run(async (tx) => {
      tx.afterCommit(() => said.push('never'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await scratch.database.run(async () => undefined);
    expect(said).toEqual([]);
  });

  it('may open a unit of its own, which does not join the one that is over', async () => {
    let later: Promise<void> | undefined;
    await scratch.database.run(async (tx) => {
      tx.afterCommit(() => {
        later = scratch.database.run((own) => write(own, 10));
      });
    });
    await later;
    expect((await scratch.notes()).map(({ id }) => id)).toContain(10);
  });

  it('cannot make a committed unit look failed, nor keep the next action from running', async () => {
    const said: string[] = [];
    const work = scratch.database.run(async (tx) => {
      await write(tx, 20);
      tx.afterCommit(() => {
        throw new Error('a listener is broken');
      });
      tx.afterCommit(() => said.push('still told'));
      return 'committed';
    });
    await expect(work).resolves.toBe('committed');
    expect(said).toEqual(['still told']);
  });
});
