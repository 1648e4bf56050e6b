import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const EXPOSED_HEADERS = [
  'x-generation-id',
  'x-request-id',
  'retry-after',
  'ratelimit',
  'ratelimit-policy',
];
const PREFLIGHT_MAX_AGE_S = 600;

/**
 * Lets a client of another origin in, the one at `frontendUrl`. Not by Nest's own switch, which
 * answers preflights before the security headers are set, and without PUT, PATCH and DELETE.
 */
export async function registerCors(fastify: FastifyInstance, frontendUrl: string): Promise<void> {
  await fastify.register(cors, {
    origin: new URL(frontendUrl).origin,
    credentials: true,
    methods: METHODS,
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: PREFLIGHT_MAX_AGE_S,
    // An OPTIONS that is no preflight has the same answer, not a refusal in another shape.
    strictPreflight: false,
  });
}
