import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { IdleConnections } from './idle-connections';
import { Lifecycle } from './lifecycle';

/** Extra time beside the drain after which the process gives up and leaves the rest to recovery. */
const GIVE_UP_MS = 5_000;

/**
 * Stops in order on SIGTERM and SIGINT: no new work, running answers end, connections close,
 * exit 0. A second signal, or taking too long, ends at once with 1; holds are swept later.
 */
export function stopOnSignal(app: NestFastifyApplication, logger: Logger, drainMs: number): void {
  const idle = new IdleConnections(app.getHttpServer());
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) process.exit(1);
    stopping = true;
    logger.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), drainMs + GIVE_UP_MS).unref();
    void shutDown(app, idle, logger);
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'uncaught exception');
    stop('uncaughtException');
    process.exitCode = 1;
  });
  process.on('unhandledRejection', (error) => {
    logger.error({ err: error }, 'unhandled rejection');
  });
}

async function shutDown(
  app: NestFastifyApplication,
  idle: IdleConnections,
  logger: Logger,
): Promise<void> {
  try {
    await app.get(Lifecycle).drain();
    await idle.endUntil(app.close());
    logger.info('stopped');
    process.exit();
  } catch (error) {
    logger.fatal({ err: error }, 'could not stop in order');
    process.exit(1);
  }
}
