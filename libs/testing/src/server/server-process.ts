import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { residentBytes } from './resident-bytes';

const MAIN = join(import.meta.dirname, '../../../../dist/apps/api/main.js');
const START_TIMEOUT_MS = 60_000;

/** Settings of one server; everything else is as in production code, with no variables inherited. */
export interface ServerOptions {
  readonly databaseUrl: string;
  /** Variables of the server beside its port and database. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The built server as a process of its own, answering at `url`. */
export class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    readonly log: readonly string[],
    private readonly folder: string,
  ) {}

  /** Starts the server and resolves when it is ready; throws with its log when it is not. */
  static async start({ databaseUrl, env = {} }: ServerOptions): Promise<ServerProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'prome-dify-server-'));
    const child = spawn(process.execPath, [MAIN], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        PATH: process.env['PATH'] ?? '',
        NODE_ENV: 'test',
        HOST: '127.0.0.1',
        LOG_LEVEL: 'warn',
        RATE_LIMIT: 'off',
        // No Ollama of this machine may answer instead of the model under test.
        OLLAMA_BASE_URL: 'http://127.0.0.1:9',
        STRIPE_SUPPRESS_NOTICES: 'true',
        // Any port that is free; the server tells which.
        PORT: '0',
        ...env,
        DATABASE_URL: databaseUrl,
      },
    });
    const log: string[] = [];
    child.stdout?.setEncoding('utf8').on('data', (text: string) => log.push(text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => log.push(text));
    const port = await ready(child, log);
    return new ServerProcess(child, `http://127.0.0.1:${port}`, log, folder);
  }

  /** The number of the process. */
  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** What the process has in memory, in bytes. */
  residentBytes(): Promise<number> {
    return residentBytes(this.pid);
  }

  /** Ends the process with `signal` and answers its exit code, `null` when it was killed. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const exited = once(this.child, 'exit');
      this.child.kill(signal);
      await exited;
    }
    await rm(this.folder, { recursive: true, force: true });
    return this.child.exitCode;
  }

  /** Sends a signal without waiting. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** The exit code, once the process ends by itself. */
  async exit(): Promise<number | null> {
    if (this.child.exitCode === null) await once(this.child, 'exit');
    return this.child.exitCode;
  }
}

/** The port that the server listens on, once it does. */
async function ready(child: ChildProcess, log: readonly string[]): Promise<number> {
  const signal = AbortSignal.timeout(START_TIMEOUT_MS);
  const failed = once(child, 'exit', { signal }).then(() => undefined);
  const message = once(child, 'message', { signal }).then((told) => portOf(told));
  const port = await Promise.race([message, failed]).catch(() => undefined);
  failed.catch(() => undefined);
  message.catch(() => undefined);
  if (port !== undefined) return port;
  child.kill('SIGKILL');
  throw new Error(`the server did not start:\n${log.join('')}`);
}

function portOf([message]: unknown[]): number {
  return (message as { readonly port: number }).port;
}
