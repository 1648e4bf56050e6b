import { Entity, Unique } from 'typeorm';
import { BigintColumn } from '../columns/bigint-column';
import { IdColumn, TextColumn } from '../columns/text-columns';

/** A person with an account. The table is `app_user`, for `user` is a reserved word in PostgreSQL. */
@Entity('app_user')
@Unique('app_user_email_key', ['email'])
export class User {
  @IdColumn('app_user_pkey')
  id!: string;

  /** Already in lower case: the application folds it before it comes here. */
  @TextColumn()
  email!: string;

  @TextColumn()
  passwordHash!: string;

  /** When its owner showed that mail to the address reaches them. */
  @BigintColumn({ nullable: true })
  emailVerifiedAt!: number | null;

  @BigintColumn()
  createdAt!: number;

  @BigintColumn()
  updatedAt!: number;

  /** Raised whenever no device shall be known any more. */
  @BigintColumn({ default: 0 })
  deviceEpoch!: number;
}
