import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StripeEmulator } from './emulator';
import { createStripeEmulator } from './emulator';
import type { StripeEmulatorOptions } from './options';

const TICK_MS = 15_000;

/** Settings of an emulator with a server of its own. */
export interface StripeEmulatorServerOptions extends Omit<StripeEmulatorOptions, 'pageBase'> {
  /** Default: any free one. */
  readonly port?: number;
  /** Default: 127.0.0.1. */
  readonly host?: string;
  /** Address at which browsers reach it; default `http://localhost:<port>`. */
  readonly pageBase?: string;
}

/** A running emulator: `url` is where the Stripe SDK is pointed at. */
export interface StripeEmulatorServer extends StripeEmulator {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Where a developer refunds, disputes and loses webhooks. */
  readonly controlPage: string;
}

/** Starts an emulator that listens on a port of its own, until `stop`. */
export async function startStripeEmulator(
  options: StripeEmulatorServerOptions,
): Promise<StripeEmulatorServer> {
  const { port: wanted = 0, host = '127.0.0.1' } = options;
  const server = createServer();
  server.listen(wanted, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const pageBase = options.pageBase ?? `http://localhost:${port}`;
  const emulator = createStripeEmulator({ ...options, pageBase });
  server.on('request', (request, response) => {
    emulator.handle(request, response).catch(() => response.destroy());
  });
  const timer = setInterval(() => emulator.tick(), TICK_MS);
  timer.unref();
  const stop = async () => {
    clearInterval(timer);
    server.close();
    server.closeAllConnections();
    await emulator.stop();
  };
  const controlPage = `${pageBase}/control`;
  return { ...emulator, url: `http://${host}:${port}`, host, port, controlPage, stop };
}
