import { reachableEngines } from '@prome-dify/testing/databases';
import { sql } from '../platform/database';
import { debtAccount, SYSTEM_ACCOUNTS, userAccount } from './accounts';
import type { Movement } from './ledger.types';
import { adjustment, buy, holdOf } from './spec-support/movements';
import type { OpenedLedger } from './spec-support/open-ledger';
import { openLedger } from './spec-support/open-ledger';

describe.each(await reachableEngines())('Postings on $name', (engine) => {
  let books: OpenedLedger;
  let userId: string;

  beforeAll(async () => {
    books = await openLedger(engine);
  });
  beforeEach(async () => {
    userId = await books.newUser(1000);
  });
  afterEach(async () => {
    expect((await books.audit()).findings).toEqual([]);
  });
  afterAll(() => books.close());

  const post = (movement: Movement) =>
    books.database.run((tx) => books.postings.post(tx, movement));
  const balance = () => books.ledger.balance(userId);

  /** Everything that a movement of this user could have changed. */
  const everything = async () => {
    const { read } = books.database;
    return [
      await read.rows(sql`SELECT * FROM account WHERE user_id = ${userId} ORDER BY id`),
      await read.rows(sql`
        SELECT * FROM transfer WHERE owner_account IN (${userAccount(userId)}, ${debtAccount(userId)})
        ORDER BY id`),
      await read.rows(sql`SELECT * FROM usage_event WHERE user_id = ${userId} ORDER BY id`),
    ];
  };

  it('moves tokens in one row that names both sides', async () => {
    const { transferId, orderId, balanceAfter } = await books.database.run((tx) =>
      buy(tx, books.postings, userId, 500),
    );
    expect(balanceAfter).toBe(1500);
    const row = await books.database.read.row(sql`
      SELECT debit_account AS debit, credit_account AS credit, amount, kind, order_id AS "orderId",
        owner_version AS version, balance_after AS "balanceAfter" FROM transfer
      WHERE id = ${transferId}`);
    expect(row).toEqual({
      debit: SYSTEM_ACCOUNTS.purchases,
      credit: userAccount(userId),
      amount: 500,
      kind: 'purchase',
      orderId,
      version: 2,
      balanceAfter: 1500,
    });
  });

  it('takes tokens by the same row the other way round', async () => {
    const { transferId } = await post(adjustment(userId, -400));
    const row = await books.database.read.row(sql`
      SELECT debit_account AS debit, credit_account AS credit, amount FROM transfer
      WHERE id = ${transferId}`);
    expect(row).toEqual({
      debit: userAccount(userId),
      credit: SYSTEM_ACCOUNTS.adjustments,
      amount: 400,
    });
    expect(await balance()).toMatchObject({ balance: 600 });
  });

  it('writes what the history says with the movement, under the same id', async () => {
    const usage = {
      type: 'chat',
      conversationId: 'a conversation',
      model: 'demo',
      promptTokens: 3,
      completionTokens: 4,
      inputRateMilli: 1500,
      source: 'estimated',
    } as const;
    const { transferId } = await post(adjustment(userId, -7, { usage }));
    const line = await books.database.read.row(sql`
      SELECT user_id AS "userId", conversation_id AS "conversationId", tokens_used AS "tokensUsed",
        balance_after AS "balanceAfter", type, model, prompt_tokens AS "promptTokens",
        cached_tokens AS "cachedTokens", completion_tokens AS "completionTokens",
        input_rate_milli AS "inputRateMilli", source FROM usage_event WHERE id = ${transferId}`);
    expect(line).toEqual({
      ...usage,
      userId,
      tokensUsed: 7,
      balanceAfter: 993,
      cachedTokens: null,
    });
  });

  it('refuses a key that was used before, also by somebody else, and changes nothing', async () => {
    await post(adjustment(userId, 500, { idemKey: `order:${userId}:1` }));
    const before = await everything();
    const again = adjustment(userId, 700, { idemKey: `order:${userId}:1` });
    await expect(post(again)).rejects.toThrow(/unique/i);
    const other = await books.newUser(1);
    await expect(post({ ...again, userId: other })).rejects.toThrow(/unique/i);
    expect(await everything()).toEqual(before);
    expect(await books.ledger.balance(other)).toMatchObject({ balance: 1 });
  });

  it('takes the last token and not one more, and changes nothing when it cannot', async () => {
    const before = await everything();
    await expect(post(adjustment(userId, -1001))).rejects.toThrow('cannot bear');
    expect(await everything()).toEqual(before);
    await post(adjustment(userId, -1000));
    expect(await balance()).toMatchObject({ balance: 0 });
  });

  it('never takes what is held for an answer', async () => {
    await books.database.run((tx) => books.holds.open(tx, holdOf(userId, 300)));
    await expect(post(adjustment(userId, -701))).rejects.toThrow('cannot bear');
    await post(adjustment(userId, -700));
    expect(await balance()).toMatchObject({ balance: 300, held: 300, available: 0 });
  });

  it.each([0, Number.NaN, 0.5, 2 ** 53])('refuses to move %d tokens', async (delta) => {
    const before = await everything();
    await expect(post(adjustment(userId, delta))).rejects.toThrow();
    expect(await everything()).toEqual(before);
  });

  it('refuses somebody without an account', async () => {
    await expect(post(adjustment('nobody', 1))).rejects.toThrow('cannot bear');
  });

  it('keeps debt beside the balance: never above zero, and no line in the history', async () => {
    const owe = { account: 'debt' } as const;
    const [accountsBefore, , linesBefore] = await everything();
    await post(adjustment(userId, -250, owe));
    await expect(post(adjustment(userId, 251, owe))).rejects.toThrow(/account_debt_not_positive/);
    await post(adjustment(userId, 250, owe));
    const [accounts, , lines] = await everything();
    expect(lines).toEqual(linesBefore);
    expect(accounts?.[1]).toEqual(accountsBefore?.[1]);
    expect(accounts?.[0]).toMatchObject({ id: debtAccount(userId), posted: 0, version: 2 });
  });
});
