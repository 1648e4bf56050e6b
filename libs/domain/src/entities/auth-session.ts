import { Entity, Index, Unique } from 'typeorm';
import { BigintColumn } from '../columns/bigint-column';
import { IdColumn, TextColumn } from '../columns/text-columns';

/** A signed-in device: the family of refresh tokens that rotate into each other. */
@Entity('auth_session')
@Unique('auth_session_refresh_hash_key', ['refreshHash'])
@Unique('auth_session_prev_refresh_hash_key', ['prevRefreshHash'])
@Index('auth_session_user', ['userId'], { where: 'revoked_at IS NULL' })
export class AuthSession {
  @IdColumn('auth_session_pkey')
  id!: string;

  @TextColumn()
  userId!: string;

  @TextColumn()
  refreshHash!: string;

  /** The token before this one: seen again, it tells a lost answer from a theft. */
  @TextColumn({ nullable: true })
  prevRefreshHash!: string | null;

  /** How often the refresh token was exchanged for a new one. */
  @BigintColumn({ default: 0 })
  rotation!: number;

  @BigintColumn({ nullable: true })
  rotatedAt!: number | null;

  @BigintColumn({ nullable: true })
  revokedAt!: number | null;

  @BigintColumn()
  createdAt!: number;

  @BigintColumn()
  lastUsedAt!: number;

  @BigintColumn()
  expiresAt!: number;

  /** How the browser called itself when the session began; empty when it did not. */
  @TextColumn({ default: '' })
  userAgent!: string;
}
