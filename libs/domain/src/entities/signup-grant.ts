import { Entity, Unique } from 'typeorm';
import { BigintColumn } from '../columns/bigint-column';
import { IdColumn, TextColumn } from '../columns/text-columns';

/** A mailbox whose owner has had the free tokens, under whichever spelling of its address. */
@Entity('signup_grant')
@Unique('signup_grant_user_id_key', ['userId'])
export class SignupGrant {
  /** SHA-256 of the mailbox, which stays when the account and its address are gone. */
  @IdColumn('signup_grant_pkey')
  id!: string;

  @TextColumn()
  userId!: string;

  @BigintColumn()
  createdAt!: number;
}
