import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine, ModelServer } from '@prome-dify/testing';
import { ApiClient, freePort, ServerProcess, startModelServer } from '@prome-dify/testing';
import { audit } from '../ledger';
import type { Sql } from '../platform/database';
import { sql, withSnapshot } from '../platform/database';
import { Person } from './spec-support/person';

/** What a spec says of a model; the rest is as the server has it by default. */
export interface ModelSetting {
  readonly id: string;
  readonly inputRate?: number;
  readonly cachedInputRate?: number;
  readonly outputRate?: number;
  readonly maxOutputTokens?: number;
  readonly contextTokens?: number;
  /** Another server than the scripted one. */
  readonly baseUrl?: string;
  readonly apiKeyEnv?: string;
  readonly timeouts?: Readonly<Record<string, number>>;
}

interface Place {
  readonly databaseUrl: string;
  readonly env: Readonly<Record<string, string>>;
  readonly setModels: (models: readonly ModelSetting[]) => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** For specs: the built server over a database of its own, and the scripted model that it asks. */
export class ChatHost {
  readonly url: string;

  private constructor(
    readonly model: ModelServer,
    private readonly place: Place,
    private server: ServerProcess,
  ) {
    this.url = server.url;
  }

  static async open(
    engine: Engine,
    env: Readonly<Record<string, string>> = {},
    models: readonly ModelSetting[] = [{ id: 'scripted' }],
  ): Promise<ChatHost> {
    const [database, model, folder, port] = await Promise.all([
      engine.createDatabase(),
      startModelServer(),
      mkdtemp(join(tmpdir(), 'prome-dify-models-')),
      freePort(),
    ]);
    const modelsFile = join(folder, 'models.json');
    const setModels = async (settings: readonly ModelSetting[]) => {
      const upstream = { backend: 'openai-compatible', baseUrl: model.url };
      const set = settings.map((each) => ({ ...upstream, ...each }));
      await writeFile(modelsFile, JSON.stringify({ models: set }));
    };
    await setModels(models);
    const place: Place = {
      databaseUrl: database.url,
      env: {
        PORT: String(port),
        JWT_SECRET: 'a secret for specs that outlives a restart',
        MODELS_FILE: modelsFile,
        SIGNUP_TOKENS: '100000',
        ...env,
      },
      setModels,
      remove: async () => {
        await database.remove();
        await rm(folder, { recursive: true, force: true });
      },
    };
    return new ChatHost(model, place, await ServerProcess.start(place));
  }

  /** Ends the server with `signal` and starts it again on the same data and address. */
  async restart(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await this.server.stop(signal);
    this.server = await ServerProcess.start(this.place);
  }

  /** Starts a second server on the same database, with the same settings, on a port of its own. */
  startAnother(more: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
    const { databaseUrl, env } = this.place;
    return ServerProcess.start({ databaseUrl, env: { ...env, PORT: '0', ...more } });
  }

  /** Sends a signal to the server without waiting. */
  signal(signal: NodeJS.Signals): void {
    this.server.signal(signal);
  }

  /** Its exit code, once the server ends by itself. */
  exit(): Promise<number | null> {
    return this.server.exit();
  }

  /** What the server has in memory, in bytes. */
  residentBytes(): Promise<number> {
    return this.server.residentBytes();
  }

  /** Starts the server again with other models, or the same at other prices. */
  async reprice(models: readonly ModelSetting[]): Promise<void> {
    await this.place.setModels(models);
    await this.restart();
  }

  async close(): Promise<void> {
    await this.server.stop();
    await this.model.stop();
    await this.place.remove();
  }

  newPerson(): Promise<Person> {
    return ApiClient.register(this.url).then(
      ({ url, token, userId }) => new Person(url, token, userId),
    );
  }

  get databaseUrl(): string {
    return this.place.databaseUrl;
  }

  /** Rows as committed, read beside the running server. */
  rows<Row>(statement: Sql): Promise<Row[]> {
    return withSnapshot(this.databaseUrl, (queries) => queries.rows<Row>(statement));
  }

  /** How many rows a table has. */
  async count(table: 'conversation' | 'message' | 'hold' | 'generation'): Promise<number> {
    const counts = {
      conversation: sql`SELECT COUNT(*) AS n FROM conversation`,
      message: sql`SELECT COUNT(*) AS n FROM message`,
      hold: sql`SELECT COUNT(*) AS n FROM hold`,
      generation: sql`SELECT COUNT(*) AS n FROM generation`,
    };
    return (await this.rows<{ n: number }>(counts[table]))[0]?.n ?? -1;
  }

  /** What an audit of the books finds. */
  async findings(): Promise<readonly unknown[]> {
    return (await withSnapshot(this.databaseUrl, audit)).findings;
  }

  /** Everything the server wrote since it last started. */
  log(): string {
    return this.server.log.join('');
  }
}
