import { createHash } from 'node:crypto';

/** The members of a transfer that its hash covers. */
export interface HashedTransfer {
  readonly idemKey: string;
  readonly kind: string;
  readonly debit: string;
  readonly credit: string;
  readonly amount: number;
  readonly ownerVersion: number;
  readonly balanceAfter: number;
  readonly giftAfter: number;
  readonly createdAt: number;
}

/** SHA-256 (hex) of a transfer chained to the one before it on the same account. */
export function transferHash(previous: string, transfer: HashedTransfer): string {
  const { idemKey, kind, debit, credit, amount, ownerVersion } = transfer;
  const { balanceAfter, giftAfter, createdAt } = transfer;
  return createHash('sha256')
    .update(
      [
        ...[previous, idemKey, kind, debit, credit, amount],
        ...[ownerVersion, balanceAfter, giftAfter, createdAt],
      ].join('|'),
    )
    .digest('hex');
}
