import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** For answers that are data: a browser may do nothing with them. */
const API_POLICY = { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] };

const join = (directives: Record<string, string>): string =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`.trim())
    .join('; ');

/** For the client: its own files and its own API, nothing else. Component styles are inline. */
export const CLIENT_POLICY = join({
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'worker-src': "'self'",
  'base-uri': "'self'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'angular angular#bundler prome-dify#worker prome-dify#highlighter',
});

/** The API explorer carries its own inline start script and pictures. */
const EXPLORER_POLICY = join({
  'default-src': "'none'",
  'script-src': "'self' 'unsafe-inline'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self' data:",
  'connect-src': "'self'",
  'frame-ancestors': "'none'",
});

/** Sets the headers of every answer; the client's own policy is set where its files are sent. */
export async function registerSecurityHeaders(fastify: FastifyInstance): Promise<void> {
  await fastify.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: API_POLICY },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginEmbedderPolicy: false,
  });
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
    void reply.header('permissions-policy', 'camera=(), geolocation=(), microphone=()');
    // Only the files of the client may be kept; they say so where they are sent.
    void reply.header('cache-control', 'no-store');
    if (/^\/api\/docs(\/|\?|$)/.test(request.url)) {
      void reply.header('content-security-policy', EXPLORER_POLICY);
    }
  });
}
