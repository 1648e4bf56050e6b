import { LIMITS } from '@prome-dify/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { assertShallow } from '../http/body-depth';
import { ProblemError } from '../http/problem';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The handler gets the bytes as `request.rawBody` and no parsed body. */
    rawBody?: boolean;
  }
  interface FastifyRequest {
    rawBody?: Buffer;
  }
}

type Done = (error: Error | null, body?: unknown) => void;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Takes JSON in UTF-8 and nothing else; checks size and depth before anything is parsed. */
export function registerBodyParser(fastify: FastifyInstance): void {
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    /^application\/json\s*(;|$)/i,
    { parseAs: 'buffer', bodyLimit: LIMITS.webhookBytesMax },
    (request: FastifyRequest, body: Buffer, done: Done) => {
      try {
        assertPlainUtf8(request);
        if (request.routeOptions.config.rawBody) {
          request.rawBody = body;
          done(null, undefined);
          return;
        }
        const text = jsonText(body);
        if (text === '') done(null, undefined);
        else {
          void parseJson(request, text, (error: Error | null, value: unknown) =>
            done(error && new ProblemError('invalid_json'), value),
          );
        }
      } catch (error) {
        done(error as Error);
      }
    },
  );
}

function jsonText(body: Buffer): string {
  if (body.length > LIMITS.bodyBytesMax) throw new ProblemError('body_too_large');
  try {
    const text = utf8.decode(body);
    assertShallow(text);
    return text;
  } catch (error) {
    throw error instanceof ProblemError ? error : new ProblemError('invalid_json');
  }
}

function assertPlainUtf8(request: FastifyRequest): void {
  const encoding = request.headers['content-encoding'];
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  if ((encoding && encoding !== 'identity') || (charset && !/^utf-?8$/i.test(charset))) {
    throw new ProblemError('unsupported_media_type');
  }
}
