import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import type { Transaction } from '../platform/database';
import { sql } from '../platform/database';
import { debtAccount, userAccount } from './accounts';
import { BalanceEvents } from './balance-events';
import { giftAfterSql } from './gifts';
import { tokensMoved } from './ledger-metrics';
import type { Movement, Posting } from './ledger.types';
import { transferHash } from './transfer-hash';
import { assertWholeTokens } from './whole-tokens';

interface MovedAccount {
  readonly posted: number;
  readonly gift: number;
  readonly version: number;
  readonly lastHash: string;
}

/** Writes movements: the account, the chained transfer and the usage line, all or none. */
@Injectable()
export class Postings {
  constructor(private readonly events: BalanceEvents) {}

  /**
   * Writes one movement.
   * @throws when the account cannot bear it (a user's below what is held, a debt above zero), or
   * when its key was used before
   */
  async post(tx: Transaction, movement: Movement): Promise<Posting> {
    const owner =
      movement.account === 'user' ? userAccount(movement.userId) : debtAccount(movement.userId);
    const account = await this.move(tx, owner, movement);
    const transferId = await this.record(tx, owner, account, movement);
    await this.writeUsage(tx, transferId, account.posted, movement);
    this.events.announce(tx, movement.userId);
    const { kind, delta } = movement;
    tx.afterCommit(() => tokensMoved.inc({ kind }, Math.abs(delta)));
    return { transferId, balanceAfter: account.posted };
  }

  private async move(tx: Transaction, owner: string, movement: Movement): Promise<MovedAccount> {
    const { delta, release = 0 } = movement;
    assertWholeTokens(delta);
    const moved = await tx.row<MovedAccount>(sql`
      UPDATE account SET posted = posted + ${delta}, held = held - ${release},
        gift = ${giftAfterSql(movement)}, version = version + 1
      WHERE id = ${owner}
        AND (kind <> 'user' OR posted + ${delta} >= held - ${release})
      RETURNING posted, gift, version, last_hash AS "lastHash"`);
    if (!moved) throw new Error(`account ${owner} cannot bear a ${movement.kind}`);
    return moved;
  }

  private async record(
    tx: Transaction,
    owner: string,
    account: MovedAccount,
    movement: Movement,
  ): Promise<string> {
    const { delta, counterparty, kind, idemKey, holdId = null, orderId = null } = movement;
    const { corrects = null } = movement;
    const [debit, credit] = delta > 0 ? [counterparty, owner] : [owner, counterparty];
    const id = uuidv7();
    const amount = Math.abs(delta);
    const createdAt = Date.now();
    const { version: ownerVersion, posted: balanceAfter, gift: giftAfter, lastHash } = account;
    const hash = transferHash(lastHash, {
      idemKey,
      kind,
      debit,
      credit,
      amount,
      ownerVersion,
      balanceAfter,
      giftAfter,
      createdAt,
    });
    await tx.execute(sql`UPDATE account SET last_hash = ${hash} WHERE id = ${owner}`);
    await tx.execute(sql`
      INSERT INTO transfer (id, idem_key, kind, debit_account, credit_account, amount, hold_id,
        order_id, corrects, owner_account, owner_version, balance_after, gift_after, prev_hash,
        hash, created_at)
      VALUES (${id}, ${idemKey}, ${kind}, ${debit}, ${credit}, ${amount}, ${holdId}, ${orderId},
        ${corrects}, ${owner}, ${ownerVersion}, ${balanceAfter}, ${giftAfter}, ${lastHash},
        ${hash}, ${createdAt})`);
    return id;
  }

  /** Debt moves beside the balance, so its lines repeat the spendable balance unchanged. */
  private async writeUsage(
    tx: Transaction,
    id: string,
    posted: number,
    { userId, account, delta, usage }: Movement,
  ): Promise<void> {
    if (account === 'debt') return;
    await tx.execute(sql`
      INSERT INTO usage_event (id, user_id, conversation_id, message_id, generation_id, tokens_used,
        balance_after, type, model, prompt_tokens, cached_tokens, completion_tokens,
        input_rate_milli, cached_rate_milli, output_rate_milli, source, created_at)
      VALUES (${id}, ${userId}, ${usage.conversationId ?? null}, ${usage.messageId ?? null},
        ${usage.generationId ?? null}, ${-delta}, ${posted}, ${usage.type}, ${usage.model ?? null},
        ${usage.promptTokens ?? null}, ${usage.cachedTokens ?? null},
        ${usage.completionTokens ?? null}, ${usage.inputRateMilli ?? null},
        ${usage.cachedRateMilli ?? null}, ${usage.outputRateMilli ?? null},
        ${usage.source ?? null}, ${Date.now()})`);
  }
}
