import { createHash } from 'node:crypto';
import { LIMITS } from '@prome-dify/contracts';
import { uuidv7 } from 'uuidv7';
import { ProblemError } from '../../platform/http';

const PRINTABLE = /^[\x20-\x7e]+$/;

/**
 * The id of the order that a request asks for: a new one, or, with an idempotency key, the same
 * for every repetition by the same user (a UUID of version 8, made from both).
 * @throws ProblemError `validation_failed` for a key that is too long or not printable
 */
export function orderIdFor(userId: string, idempotencyKey: string | undefined): string {
  if (idempotencyKey === undefined) return uuidv7();
  if (idempotencyKey.length > LIMITS.idempotencyKeyMax || !PRINTABLE.test(idempotencyKey)) {
    const message = `must be 1 to ${LIMITS.idempotencyKeyMax} printable characters`;
    throw new ProblemError('validation_failed', {
      errors: [{ pointer: '/idempotency-key', message }],
    });
  }
  const hex = createHash('sha256').update(`checkout\n${userId}\n${idempotencyKey}`).digest('hex');
  const [a, b, c, d, e] = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(13, 16),
    hex.slice(17, 20),
    hex.slice(20, 32),
  ];
  return `${a}-${b}-8${c}-8${d}-${e}`;
}
