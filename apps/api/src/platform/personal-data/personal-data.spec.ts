import type { Transaction } from '../database';
import type { Item } from './json-list';
import { jsonList, readAll } from './json-list';
import { PersonalData } from './personal-data';

const ADA = { id: 'ada', email: 'ada@example.com' };

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

async function* given<T>(...items: T[]): AsyncGenerator<T> {
  yield* items;
}

describe('readAll', () => {
  it.each([0, 1, 2, 3, 4, 7])('reads each of %d items once, in order', async (count) => {
    const items = Array.from({ length: count }, (_, index) => ({ index }));
    const pages = readAll<{ index: number }>(async (last) => {
      const from = last ? last.index + 1 : 0;
      return items.slice(from, from + 2);
    });
    const read: object[] = [];
    for await (const item of pages) read.push(item);
    expect(read).toEqual(items);
  });

  it('reads no page before it is asked for', async () => {
    let pages = 0;
    const all = readAll<number>(async () => [(pages += 1)]);
    await all.next();
    await all.next();
    expect(pages).toBe(2);
  });
});

describe('jsonList', () => {
  it('writes values and what is written in pieces', async () => {
    const text = await textOf(jsonList(given<Item>({ a: '"' }, given('{"b', '":1}'), {})));
    expect(JSON.parse(text)).toEqual([{ a: '"' }, { b: 1 }, {}]);
    expect(await textOf(jsonList(given()))).toBe('[]');
  });
});

describe('personal data', () => {
  const recordsOf = (name: string, told: string[] = []) => ({
    exported: { [name]: ({ id }: { id: string }) => given(JSON.stringify(`${name} of ${id}`)) },
    forget: async (_: Transaction, { email }: { email: string }) => {
      told.push(`${name} of ${email}`);
    },
  });

  it('is one object of what everybody keeps', async () => {
    const data = new PersonalData();
    data.keep(recordsOf('chats'));
    data.keep(recordsOf('purchases'));
    const { exportedAt, ...rest } = JSON.parse(await textOf(data.export(ADA))) as {
      exportedAt: string;
    };
    expect(Date.parse(exportedAt)).toBeGreaterThan(0);
    expect(rest).toEqual({ chats: 'chats of ada', purchases: 'purchases of ada' });
  });

  it('is forgotten by everybody', async () => {
    const told: string[] = [];
    const data = new PersonalData();
    data.keep(recordsOf('chats', told));
    data.keep(recordsOf('purchases', told));
    await data.forget({} as Transaction, ADA);
    expect(told).toEqual(['chats of ada@example.com', 'purchases of ada@example.com']);
  });
});
