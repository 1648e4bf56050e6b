import type { IncomingMessage, ServerResponse } from 'node:http';
import { CallLog, LocalServer, readJson, sendJson, type RecordedRequest } from '../scripted-http';
import { DifyAppCall, type DifyScript } from './dify-app-call';
import { DIFY_SCRIPTS, type DifyScriptName } from './scripts';
import { DifyTask } from './task';

/** A call of the stop endpoint. */
export interface DifyStop {
  readonly taskId: string;
  readonly user: unknown;
}

/** A running Dify app: real HTTP, scripted answers, everything recorded. */
export interface DifyServer {
  /** Base address as clients want it, ending in `/v1`. */
  readonly url: string;
  readonly port: number;
  /** Every `POST /chat-messages` so far, in order. */
  readonly requests: readonly RecordedRequest[];
  /** The path of everything that was asked for, as it came. */
  readonly paths: readonly string[];
  /** Every stop so far, in order. */
  readonly stops: readonly DifyStop[];
  /** Answers that are being sent now. */
  readonly open: number;
  /** Answers that the app works on now, with or without a reader. */
  readonly running: number;
  /** Sets what every further question is answered with. */
  script(script: DifyScript | DifyScriptName): void;
  /** Sets what the next questions are answered with, one each, before `script` takes over again. */
  next(...scripts: readonly (DifyScript | DifyScriptName)[]): void;
  /** Forgets what was recorded and what was set by `next`; stops what is running. */
  clear(): void;
  /** Closes all connections and the server. */
  stop(): Promise<void>;
}

const STOP = /^\/v1\/chat-messages\/([^/]+)\/stop$/;

function refuse(response: ServerResponse, status: number, code: string): void {
  sendJson(response, { code, message: `The ${code} of a scripted app`, status }, status);
}

class ScriptedDifyServer implements DifyServer {
  paths: string[] = [];
  stops: DifyStop[] = [];
  private readonly log = new CallLog();
  private tasks: DifyTask[] = [];
  private queue: DifyScript[] = [];
  private current: DifyScript = DIFY_SCRIPTS.chatbot;
  private readonly server = new LocalServer((incoming, response) => this.serve(incoming, response));

  get requests(): readonly RecordedRequest[] {
    return this.log.requests;
  }

  get open(): number {
    return this.log.open;
  }

  get running(): number {
    return this.tasks.filter(({ running }) => running).length;
  }

  get port(): number {
    return this.server.port;
  }

  get url(): string {
    return `${this.server.origin}/v1`;
  }

  script(script: DifyScript | DifyScriptName): void {
    this.current = toScript(script);
  }

  next(...scripts: readonly (DifyScript | DifyScriptName)[]): void {
    this.queue.push(...scripts.map(toScript));
  }

  clear(): void {
    this.tasks.forEach((task) => task.stop());
    this.tasks = [];
    this.paths = [];
    this.stops = [];
    this.queue = [];
    this.log.clear();
  }

  start(): Promise<void> {
    return this.server.start(0);
  }

  stop(): Promise<void> {
    this.clear();
    return this.server.stop();
  }

  private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    this.paths.push(incoming.url ?? '');
    const { pathname, searchParams } = new URL(incoming.url ?? '', this.url);
    const body = await readJson(incoming);
    if (!/^Bearer \S+$/.test(incoming.headers.authorization ?? '')) {
      return refuse(response, 401, 'unauthorized');
    }
    const route = `${incoming.method} ${pathname}`;
    const taskId = STOP.exec(pathname)?.[1];
    if (taskId !== undefined) return this.stopTask(response, taskId, body);
    if (route === 'POST /v1/chat-messages') return this.answer(incoming, response, body);
    if (route === 'GET /v1/messages') return this.list(response, searchParams);
    refuse(response, 404, 'not_found');
  }

  private async answer(
    incoming: IncomingMessage,
    response: ServerResponse,
    body: unknown,
  ): Promise<void> {
    const record = this.log.record(incoming, response, body);
    const { inputs, query, user } = (body ?? {}) as Record<string, unknown>;
    if (typeof inputs !== 'object' || typeof query !== 'string' || typeof user !== 'string') {
      return refuse(response, 400, 'invalid_param');
    }
    const task = new DifyTask(user);
    this.tasks.push(task);
    const script = this.queue.shift() ?? this.current;
    await script(new DifyAppCall(record, incoming, response, task));
    task.running = false;
  }

  /** Says yes to everybody, and stops the task for the one who asked only. */
  private stopTask(response: ServerResponse, taskId: string, body: unknown): void {
    const { user } = (body ?? {}) as Record<string, unknown>;
    this.stops.push({ taskId, user });
    this.tasks.find((task) => task.taskId === taskId && task.user === user)?.stop();
    sendJson(response, { result: 'success' });
  }

  private list(response: ServerResponse, query: URLSearchParams): void {
    const rows = this.tasks
      .filter(({ user }) => user === query.get('user'))
      .filter(({ conversationId }) => conversationId === query.get('conversation_id'))
      .flatMap(({ row }) => row ?? []);
    sendJson(response, { limit: 20, has_more: false, data: rows });
  }
}

function toScript(script: DifyScript | DifyScriptName): DifyScript {
  return typeof script === 'string' ? DIFY_SCRIPTS[script] : script;
}

/** Starts a Dify app on this machine. */
export async function startDifyServer(): Promise<DifyServer> {
  const server = new ScriptedDifyServer();
  await server.start();
  return server;
}
