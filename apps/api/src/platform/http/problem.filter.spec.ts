import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host';
import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { fastify } from 'fastify';
import { ProblemError } from './problem';
import { ProblemFilter } from './problem.filter';

describe('The problem filter', () => {
  let server: FastifyInstance;
  let thrown: unknown;
  const logged: unknown[][] = [];

  beforeAll(async () => {
    Logger.overrideLogger({
      log: () => undefined,
      warn: () => undefined,
      error: (...words: unknown[]) => logged.push(words),
    });
    const filter = new ProblemFilter();
    server = fastify({ genReqId: () => 'request 1' });
    server.get('/', (request, reply) => {
      filter.catch(thrown, new ExecutionContextHost([request, reply]));
      return reply;
    });
    server.get('/begun', (request, reply) => {
      reply.raw.write('half an ');
      filter.catch(thrown, new ExecutionContextHost([request, reply]));
      reply.raw.end('answer');
      return reply.hijack();
    });
    await server.ready();
  });
  beforeEach(() => logged.splice(0));
  afterAll(async () => {
    Logger.overrideLogger(false);
    await server.close();
  });

  const answerTo = async (error: unknown, url = '/') => {
    thrown = error;
    return server.inject({ url });
  };

  it('answers in the one shape, with the id of the request', async () => {
    const answer = await answerTo(new ProblemError('not_found'));
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toEqual(new ProblemError('not_found').body('request 1'));
  });

  it('says how to sign in, and when to try again', async () => {
    const unauthorized = await answerTo(new ProblemError('unauthorized'));
    expect(unauthorized.headers['www-authenticate']).toBe('Bearer');
    const busy = await answerTo(new ProblemError('server_busy', { retryAfter: 7 }));
    expect(busy.headers).toMatchObject({ 'retry-after': '7' });
    expect(busy.headers).not.toHaveProperty('www-authenticate');
  });

  it('writes to the log what is our fault, and neither that of the caller nor what is refused on purpose', async () => {
    await answerTo(new ProblemError('validation_failed'));
    await answerTo(new ProblemError('server_busy', { retryAfter: 7 }));
    expect(logged).toEqual([]);
    const error = new TypeError('no such thing');
    expect((await answerTo(error)).json()).toMatchObject({ status: 500, code: 'internal' });
    expect(logged).toEqual([[{ err: error, reqId: 'request 1' }, 'internal', 'ProblemFilter']]);
  });

  it('leaves an answer alone that has begun', async () => {
    const { statusCode, body } = await answerTo(new ProblemError('model_failed'), '/begun');
    expect([statusCode, body]).toEqual([200, 'half an answer']);
  });
});
