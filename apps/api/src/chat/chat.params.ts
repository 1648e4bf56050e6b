import type { ExecutionContext } from '@nestjs/common';
import { createParamDecorator } from '@nestjs/common';
import { IDEMPOTENCY_KEY_HEADER, LIMITS } from '@prome-dify/contracts';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../platform/http';

const EVENT_ID = /^[0-9]{1,15}$/;
const KEY = new RegExp(`^[\\x21-\\x7e]{1,${LIMITS.idempotencyKeyMax}}$`);

const request = (context: ExecutionContext): FastifyRequest =>
  context.switchToHttp().getRequest<FastifyRequest>();

/** The id of the last event a reader has, from `Last-Event-ID` or `?after=`; 0 without one. */
export const LastEventId = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { headers, query } = request(context);
  const value = headers['last-event-id'] ?? (query as { after?: unknown }).after ?? '0';
  if (typeof value === 'string' && EVENT_ID.test(value)) return Number(value);
  throw invalid('/last-event-id', 'must be the id of an event');
});

/** The `Idempotency-Key`: visible ASCII, at most 255 characters; `undefined` without one. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const value = request(context).headers[IDEMPOTENCY_KEY_HEADER];
  if (value === undefined || (typeof value === 'string' && KEY.test(value))) return value;
  throw invalid('/idempotency-key', 'must be 1 to 255 visible ASCII characters');
});

function invalid(pointer: string, message: string): ProblemError {
  return new ProblemError('validation_failed', { errors: [{ pointer, message }] });
}
