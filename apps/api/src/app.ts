import cookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { AppModule } from './app.module';
import type { Config } from './platform/config/config';
import { ProblemFilter } from './platform/http/problem.filter';
import { validationPipe } from './platform/http/validation';
import { NestLogger } from './platform/logging/nest-logger';
import { serveOpenApi } from './platform/openapi/openapi';
import { registerBodyParser } from './platform/web-server/body-parser';
import { registerClientFiles } from './platform/web-server/client-files';
import { registerCors } from './platform/web-server/cors';
import { FASTIFY_OPTIONS } from './platform/web-server/fastify-options';
import { registerRequestRules } from './platform/web-server/request-rules';
import { registerSecurityHeaders } from './platform/web-server/security-headers';

/** Builds the whole server; it does not listen yet. */
export async function createApp(
  config: Config,
  logger: Logger,
  clientFolder: string,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    ...FASTIFY_OPTIONS,
    trustProxy: [...config.TRUST_PROXY],
    loggerInstance: logger,
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: new NestLogger(logger),
  });
  const fastify = adapter.getInstance();
  await registerSecurityHeaders(fastify);
  if (config.FRONTEND_URL) await registerCors(fastify, config.FRONTEND_URL);
  await fastify.register(cookie);
  registerRequestRules(fastify);
  registerBodyParser(fastify);
  app.setGlobalPrefix('api', { exclude: ['health', 'ready', 'metrics'] });
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
  if (config.swagger) serveOpenApi(app);
  await app.init();
  await registerClientFiles(fastify, clientFolder);
  return app;
}
