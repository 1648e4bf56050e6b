import { fileURLToPath } from 'node:url';
import { createApp } from './app';
import { describePayments } from './billing';
import { describeModels } from './models';
import type { Config } from './platform/config/config';
import { DatabaseInUseError } from './platform/database';
import { stopOnSignal } from './platform/lifecycle/stop-on-signal';
import { createLogger } from './platform/logging/logger';

/** The built client lies beside the built server: dist/apps/web beside dist/apps/api. */
const CLIENT_FOLDER = fileURLToPath(new URL('../web', import.meta.url));

/** So many may knock at the same moment, as all do after the network was away. */
const BACKLOG = 4_096;

/** Starts the server of this process; exits 1 when it cannot. */
export async function serve(config: Config): Promise<void> {
  const logger = createLogger(config);
  try {
    const app = await createApp(config, logger, CLIENT_FOLDER);
    stopOnSignal(app, logger, config.DRAIN_MS);
    await app.listen({ port: config.PORT, host: config.HOST, backlog: BACKLOG });
    const { port } = new URL(await app.getUrl());
    const about = { models: describeModels(app), payments: describePayments(app) };
    logger.info({ port: Number(port), ...about }, 'ready');
    greet(config, port, about);
    // A parent that started us as a child with a channel learns where to reach us.
    process.send?.({ type: 'ready', port: Number(port) });
  } catch (error) {
    if (error instanceof DatabaseInUseError) fail(error.message);
    logger.fatal({ err: error }, 'could not start');
    fail('The server could not start; the reason is in the log line above.');
  }
}

/** For the person at the keyboard; machines read the log. */
function greet(config: Config, port: string, about: { models: string; payments: string }): void {
  if (!process.stderr.isTTY && process.env['PROME_DIFY_GREET'] !== 'on') return;
  const explorer = config.swagger ? `\n  API       http://localhost:${port}/api/docs` : '';
  process.stderr.write(`
  Prome-Dify is ready
  Open      http://localhost:${port}${explorer}
  Model     ${about.models}
  Payments  ${about.payments}\n\n`);
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
