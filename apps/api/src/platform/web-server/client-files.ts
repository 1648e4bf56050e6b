import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../http/problem';
import { sendProblem } from '../http/problem.filter';
import { CLIENT_POLICY } from './security-headers';

const SERVER_PATH = /^\/+(api|v1|health|ready|metrics)(\/|$)/;
/** Scripts, styles and media of a build carry a hash of their content in the name and never change. */
const HASHED = /-[\w-]{8}\.(js|css|woff2?|png|jpg|svg|webp)$/;
/** Hashed files that no browser shows as a page: what rules pages would only be carried along. */
const PART = /-[\w-]{8}\.(js|css|woff2?)$/;
const PAGE_HEADERS = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'permissions-policy',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-frame-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
];
const WRITE_CONDITIONS = ['if-match', 'if-unmodified-since'];
const FILE = /\.[a-z0-9]+$/i;

/**
 * Serves the built client from `folder`: its files, and its page for every other address, so that
 * deep links work. Without a built client every such address is not found.
 */
export async function registerClientFiles(fastify: FastifyInstance, folder: string): Promise<void> {
  const built = existsSync(join(folder, 'index.html'));
  if (built) {
    await fastify.register(fastifyStatic, {
      root: folder,
      serve: false,
      preCompressed: true,
      cacheControl: false,
      index: false,
    });
  }
  const handler = (request: FastifyRequest, reply: FastifyReply) => {
    const path = pathOf(request);
    if (!built || path === undefined || SERVER_PATH.test(path)) {
      sendProblem(reply, request, new ProblemError('not_found'));
      return reply;
    }
    return sendClient(request, reply, folder, path);
  };
  fastify.route({ method: ['GET', 'HEAD'], url: '/*', handler });
}

/** The decoded path of the address; none when it could lead out of the folder. */
function pathOf(request: FastifyRequest): string | undefined {
  try {
    const path = decodeURIComponent(request.url.replace(/[?#].*$/, ''));
    return /\.\.|[\0\\]/.test(path) ? undefined : path;
  } catch {
    return undefined;
  }
}

function sendClient(
  request: FastifyRequest,
  reply: FastifyReply,
  folder: string,
  path: string,
): FastifyReply {
  void reply.header('content-security-policy', CLIENT_POLICY);
  // Conditions that guard a write mean nothing for a file that nobody can write.
  for (const name of WRITE_CONDITIONS) delete request.raw.headers[name];
  if (FILE.test(path)) {
    if (!existsSync(join(folder, path))) {
      sendProblem(reply, request, new ProblemError('not_found'));
      return reply;
    }
    if (PART.test(path)) for (const name of PAGE_HEADERS) void reply.removeHeader(name);
    const age = HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
    return reply.header('cache-control', age).sendFile(path);
  }
  // Who shares a conversation gives the link to some, and not to search engines.
  if (path.startsWith('/shared/')) void reply.header('x-robots-tag', 'noindex');
  return reply.header('cache-control', 'no-cache').sendFile('index.html', { acceptRanges: false });
}
