import { In, LessThan, type Repository } from 'typeorm';
import { Account } from '../entities/account';
import { User } from '../entities/user';
import { reachableEngines } from '../spec-support/engines';
import { insertRow, sampleRow } from '../spec-support/sample-rows';
import { type TestDatabase, migratedDatabase } from '../spec-support/test-database';
import { toSafeInteger } from './safe-integer';

const MAX = Number.MAX_SAFE_INTEGER;

describe.each(await reachableEngines())('columns on $name', (engine) => {
  let database: TestDatabase;
  let users: Repository<User>;
  let accounts: Repository<Account>;

  beforeAll(async () => {
    database = await migratedDatabase(engine);
    users = database.dataSource.getRepository(User);
    accounts = database.dataSource.getRepository(Account);
  });

  afterEach(async () => {
    await users.createQueryBuilder().delete().execute();
    await accounts.createQueryBuilder().delete().execute();
  });

  afterAll(() => database.remove());

  const insertUser = (createdAt: unknown): Promise<void> =>
    insertRow(database.dataSource, User, { ...sampleRow(User, 1), createdAt });

  it.each([0, 1, -1, 2 ** 31, -(2 ** 53) + 1, MAX])('a bigint %d comes back', async (value) => {
    await insertUser(value);
    expect((await users.findOneByOrFail({ id: 'user-1' })).createdAt).toBe(value);
  });

  it.each([2 ** 53, 1.5, NaN, Infinity, '1e3', '', 'abc', true, {}])(
    'a bigint is never written from %p',
    async (value) => {
      await expect(insertUser(value)).rejects.toThrow(RangeError);
      expect(await users.count()).toBe(0);
    },
  );

  it('a bigint that a number cannot hold is refused when read', async () => {
    await insertUser(() => '9007199254740993');
    await expect(users.find()).rejects.toThrow('Not a safe integer');
  });

  it('a bigint can be searched for, counted up in SQL, and be null', async () => {
    await insertRow(database.dataSource, Account, sampleRow(Account, 1));
    const change = { held: () => 'held + 5', posted: 2_000 };
    await accounts.update({ id: 'account-1', held: LessThan(101), posted: In([1_000]) }, change);
    const { held, posted } = await accounts.findOneByOrFail({ id: 'account-1' });
    expect([held, posted]).toEqual([105, 2_000]);
  });

  it('raw rows become numbers by toSafeInteger', async () => {
    await insertUser(MAX);
    const [row] = await database.dataSource.query<{ created_at: unknown; total: unknown }[]>(
      'SELECT created_at, SUM(updated_at) AS total FROM app_user GROUP BY created_at',
    );
    expect(toSafeInteger(row?.created_at)).toBe(MAX);
    expect(toSafeInteger(row?.total)).toBe(sampleRow(User, 1)['updatedAt']);
  });

  it.each([true, false])('a flag %p comes back', async (restricted) => {
    await insertRow(database.dataSource, Account, { ...sampleRow(Account, 1), restricted });
    expect(await accounts.findOneByOrFail({ restricted })).toMatchObject({ restricted });
    expect(await accounts.countBy({ restricted: !restricted })).toBe(0);
  });

  it('what is left out takes its default', async () => {
    await insertRow(database.dataSource, Account, { id: 'sys:grants', kind: 'system' });
    expect(await accounts.findOneByOrFail({ id: 'sys:grants' })).toEqual({
      id: 'sys:grants',
      kind: 'system',
      userId: null,
      gift: 0,
      answerLimit: null,
      dailyLimit: null,
      posted: 0,
      held: 0,
      version: 0,
      lastHash: '',
      restricted: false,
    });
  });
});
