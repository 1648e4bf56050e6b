import {
  ServerProcess,
  reachableEngines,
  startModelServer,
  startStripeEmulator,
} from '@prome-dify/testing';
import { startMailServer } from '@prome-dify/testing/mail-server';
import type { Canaries } from './secrets';

/** A product all of whose secrets are canaries, with what it talks to. */
export type World = Awaited<ReturnType<typeof openWorld>>;

/** On PostgreSQL when there is one, for only there a database has a password. */
async function openDatabase(canaries: Canaries) {
  const engine = (await reachableEngines()).at(-1);
  if (!engine) throw new Error('no database');
  const database = await engine.createDatabase();
  if (engine.name === 'sqlite') return { ...database, engine: engine.name };
  const url = new URL(database.url);
  // One that trusts this machine takes any password.
  if (url.password === '') url.password = canaries.make('database password');
  else canaries.add('database password', url.password);
  return { url: url.href, remove: () => database.remove(), engine: engine.name };
}

/** Starts the product, a model, a mail server and Stripe's emulator. */
export async function openWorld(canaries: Canaries) {
  const model = await startModelServer();
  const pass = canaries.make('mail password');
  const mail = await startMailServer({ account: { user: 'shop', pass } });
  const [secretKey, webhookSecret] = [
    canaries.make('Stripe key', 'sk_test_'),
    canaries.make('webhook secret', 'whsec_'),
  ];
  let url: string | null = null;
  const webhookUrl = () => url && `${url}/api/billing/webhook`;
  const stripe = await startStripeEmulator({ webhookUrl, webhookSecret, secretKey });
  const database = await openDatabase(canaries);
  const env = {
    LOG_LEVEL: 'debug',
    JWT_SECRET: canaries.make('JWT secret'),
    JWT_SECRET_PREVIOUS: canaries.make('JWT secret'),
    STRIPE_SECRET_KEY: secretKey,
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_API_BASE: stripe.url,
    SMTP_URL: mail.url,
    MAIL_FROM: 'Shop <shop@example.com>',
    OPENAI_BASE_URL: model.url,
    OPENAI_API_KEY: canaries.make('model key'),
    OPENAI_MODELS: 'scripted',
    DEFAULT_MODEL: 'scripted',
    DIFY_BASE_URL: model.url,
    DIFY_API_KEY: canaries.make('model key'),
  };
  const server = await ServerProcess.start({ databaseUrl: database.url, env });
  ({ url } = server);
  const close = async () => {
    await server.stop('SIGKILL');
    await Promise.all([model.stop(), mail.stop(), stripe.stop(), database.remove()]);
  };
  return { url, server, model, mail, stripe, database, env, close };
}

/** What a server says that cannot reach its database. */
export async function failedStart({ env, database }: World): Promise<string> {
  const url = new URL(database.url);
  if (database.engine === 'postgres') url.port = '9';
  const databaseUrl = database.engine === 'postgres' ? url.href : 'file:/nowhere/at/all.db';
  return ServerProcess.start({ databaseUrl, env }).then(
    async (server) => {
      await server.stop('SIGKILL');
      throw new Error('it was not to start');
    },
    (error: Error) => error.message,
  );
}
