import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient, reachableEngines, ServerProcess } from '@prome-dify/testing';
import { ServerRole } from './processes';
import type { Ask } from './roles/load';
import type { Load } from './rounds';
import type { ShapeName } from './shapes';
import { SHAPES } from './shapes';

/** Somebody who relays the answers of the upstream, and what to ask of them. */
export interface Contestant {
  readonly name: string;
  readonly pid: number;
  readonly asks: readonly Ask[];
  stop(): Promise<void>;
}

const RICH = 1_000_000_000;
/** Accounts that are made at the same time. */
const TOGETHER = 5;

const JSON_BODY = { 'content-type': 'application/json' };

/** A baseline: `pipe` or `relay`. */
export async function baseline(
  name: 'pipe' | 'relay',
  upstreamUrl: string,
  shape: ShapeName,
): Promise<Contestant> {
  const server = await ServerRole.start(name, upstreamUrl);
  const body = JSON.stringify({ model: shape, stream: true, messages: [] });
  const asks = [{ url: `${server.url}/`, headers: JSON_BODY, body }];
  return { name, pid: server.pid, asks, stop: () => server.stop() };
}

/**
 * The product as it is delivered: accounts, guards, limits, holds, checkpoints, ledger and log, on
 * a new database. With `profile`, a folder, its processor profile is left there.
 */
export async function product(
  database: string,
  upstreamUrl: string,
  { shape, users }: Load,
  profile?: string,
): Promise<Contestant> {
  const engine = (await reachableEngines()).find(({ name }) => name === database);
  if (!engine) throw new Error(`There is no ${database}`);
  const { url: databaseUrl, remove } = await engine.createDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'prome-dify-bench-'));
  const env = await settings(folder, upstreamUrl, shape);
  // Registering so many at once is what limits are against; the chats run with them.
  const first = await ServerProcess.start({ databaseUrl, env });
  const tokens: string[] = [];
  while (tokens.length < users) tokens.push(...(await registered(first.url)));
  await first.stop();
  const server = await ServerProcess.start({
    databaseUrl,
    env: {
      ...env,
      RATE_LIMIT: 'on',
      LOG_LEVEL: 'info',
      ...(profile && { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profile}` }),
    },
  });
  const body = JSON.stringify({ message: 'Hello' });
  const asks = tokens.map((token) => ({
    url: `${server.url}/api/chat`,
    headers: { ...JSON_BODY, authorization: `Bearer ${token}` },
    body,
  }));
  const stop = async () => {
    // Only who ends by itself leaves a profile.
    await server.stop(profile ? 'SIGTERM' : 'SIGKILL');
    await remove();
    await rm(folder, { recursive: true });
  };
  return { name: `Prome-Dify (${database})`, pid: server.pid, asks, stop };
}

function registered(url: string): Promise<string[]> {
  const token = async () => (await ApiClient.register(url)).token ?? '';
  return Promise.all(Array.from({ length: TOGETHER }, token));
}

async function settings(
  folder: string,
  upstreamUrl: string,
  shape: ShapeName,
): Promise<Record<string, string>> {
  const file = join(folder, 'models.json');
  const upstream = { backend: 'openai-compatible', baseUrl: `${upstreamUrl}/v1` };
  const model = { id: shape, maxOutputTokens: SHAPES[shape].deltas * 20, ...upstream };
  await writeFile(file, JSON.stringify({ models: [model] }));
  return {
    MODELS_FILE: file,
    JWT_SECRET: 'only for this run, and long enough for it',
    SIGNUP_TOKENS: String(RICH),
    MAX_STREAMS_PER_USER: '1000',
    MAX_STREAMS: '10000',
  };
}
