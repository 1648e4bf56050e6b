import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '../platform/database';
import { Database, forUpdate, isUniqueViolation, sql } from '../platform/database';

/** A user as stored. Times are epoch milliseconds. Never leaves the slice: it has the hash. */
export interface StoredUser {
  readonly id: string;
  /** In lower case. */
  readonly email: string;
  readonly passwordHash: string;
  /** When its owner showed that mail to the address reaches them. */
  readonly emailVerifiedAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Raised whenever no device shall be known any more. */
  readonly deviceEpoch: number;
}

const USER = sql`
  SELECT id, email, password_hash AS "passwordHash",
    email_verified_at AS "emailVerifiedAt", created_at AS "createdAt", updated_at AS "updatedAt",
    device_epoch AS "deviceEpoch"
  FROM app_user`;

/** Reads and writes `app_user`. */
@Injectable()
export class UserRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  byEmail(email: string): Promise<StoredUser | undefined> {
    return this.database.read.row<StoredUser>(sql`${USER} WHERE email = ${email}`);
  }

  byId(id: string): Promise<StoredUser | undefined> {
    return this.database.read.row<StoredUser>(sql`${USER} WHERE id = ${id}`);
  }

  /** The address of a new user is not verified, and no device is known. */
  async insert(
    tx: Transaction,
    user: Omit<StoredUser, 'emailVerifiedAt' | 'deviceEpoch'>,
  ): Promise<void> {
    await tx.execute(sql`
      INSERT INTO app_user (id, email, password_hash, created_at, updated_at)
      VALUES (${user.id}, ${user.email}, ${user.passwordHash}, ${user.createdAt},
        ${user.updatedAt})`);
  }

  /** Whether the user still has the password that was checked; locked until the transaction ends. */
  async isUnchanged(tx: Transaction, { id, passwordHash }: StoredUser): Promise<boolean> {
    const row = await tx.row(sql`
      SELECT 1 FROM app_user WHERE id = ${id} AND password_hash = ${passwordHash}
      ${forUpdate(tx.dialect)}`);
    return row !== undefined;
  }

  /** Replaces the hash of a user as it was read; `false` when it has changed since. */
  async replaceHash(
    tx: Transaction,
    user: StoredUser,
    passwordHash: string,
    updatedAt: number,
  ): Promise<boolean> {
    const affected = await tx.execute(sql`
      UPDATE app_user SET password_hash = ${passwordHash}, updated_at = ${updatedAt}
      WHERE id = ${user.id} AND password_hash = ${user.passwordHash}`);
    return affected === 1;
  }

  /** Sets the hash of whoever has the address; answers their id, `undefined` when nobody has. */
  async setHash(
    tx: Transaction,
    email: string,
    passwordHash: string,
    updatedAt: number,
  ): Promise<string | undefined> {
    const row = await tx.row<{ id: string }>(sql`
      UPDATE app_user SET password_hash = ${passwordHash}, updated_at = ${updatedAt}
      WHERE email = ${email} RETURNING id`);
    return row?.id;
  }

  /** From now on no device is known to the user. */
  async forgetDevices(tx: Transaction, id: string): Promise<void> {
    await tx.execute(sql`
      UPDATE app_user SET device_epoch = device_epoch + 1 WHERE id = ${id}`);
  }

  /** Notes that the address is verified; answers whose it is, `undefined` when it was before. */
  async verify(tx: Transaction, email: string, now: number): Promise<string | undefined> {
    const row = await tx.row<{ id: string }>(sql`
      UPDATE app_user SET email_verified_at = ${now}, updated_at = ${now}
      WHERE email = ${email} AND email_verified_at IS NULL RETURNING id`);
    return row?.id;
  }

  /**
   * Sets another address, which is verified by that; answers the one before, `undefined` when the
   * user is gone.
   */
  async changeEmail(
    tx: Transaction,
    id: string,
    email: string,
    now: number,
  ): Promise<string | undefined> {
    const before = await tx.row<{ email: string }>(
      sql`SELECT email FROM app_user WHERE id = ${id} ${forUpdate(tx.dialect)}`,
    );
    await tx.execute(sql`
      UPDATE app_user SET email = ${email}, email_verified_at = ${now}, updated_at = ${now}
      WHERE id = ${id}`);
    return before?.email;
  }

  /** Removes a user as they were read; `false` when they have changed or gone since. */
  async remove(tx: Transaction, { id, passwordHash }: StoredUser): Promise<boolean> {
    const affected = await tx.execute(
      sql`DELETE FROM app_user WHERE id = ${id} AND password_hash = ${passwordHash}`,
    );
    return affected === 1;
  }

  /** Whether a write failed because the address has an account. */
  isTaken(error: unknown): boolean {
    return isUniqueViolation(error, 'app_user', 'email');
  }
}
