import type { IncomingMessage, ServerResponse } from 'node:http';
import { CallLog, LocalServer, readJson, sendJson, type RecordedRequest } from '../scripted-http';
import { ModelCall, type ModelScript } from './model-call';
import { MODEL_SCRIPTS, type ModelScriptName } from './scripts';

export interface ModelServerOptions {
  /** What it answers until told otherwise; `normal` when absent. */
  readonly script?: ModelScript | ModelScriptName;
  /** The models it lists, at `/v1/models` and, as Ollama does, at `/api/tags`. */
  readonly models?: readonly string[];
  /** Port to listen on; a free one when absent. */
  readonly port?: number;
}

/** A running model server: real HTTP, scripted answers, everything recorded. */
export interface ModelServer {
  /** Base address as clients of the protocol want it, ending in `/v1`. */
  readonly url: string;
  /** Address of the server itself, as clients of Ollama want it. */
  readonly origin: string;
  readonly port: number;
  /** Every call of `chat/completions` so far, in order. */
  readonly requests: readonly RecordedRequest[];
  /** Calls that are being answered now. */
  readonly open: number;
  /** Most calls that were being answered at the same time. */
  readonly openMax: number;
  /** Sets what every further call is answered with. */
  script(script: ModelScript | ModelScriptName): void;
  /** Sets what the next calls are answered with, one each, before `script` takes over again. */
  next(...scripts: readonly (ModelScript | ModelScriptName)[]): void;
  /** Forgets what was recorded and what was set by `next`. */
  clear(): void;
  /** Closes all connections and the server. */
  stop(): Promise<void>;
}

const COMPLETIONS = '/v1/chat/completions';

class ScriptedModelServer implements ModelServer {
  private readonly log = new CallLog();
  private queue: ModelScript[] = [];
  private current: ModelScript;
  private readonly server = new LocalServer((incoming, response) => this.serve(incoming, response));

  constructor(private readonly options: ModelServerOptions) {
    this.current = toScript(options.script ?? 'normal');
  }

  get requests(): readonly RecordedRequest[] {
    return this.log.requests;
  }

  get open(): number {
    return this.log.open;
  }

  get openMax(): number {
    return this.log.openMax;
  }

  get port(): number {
    return this.server.port;
  }

  get origin(): string {
    return this.server.origin;
  }

  get url(): string {
    return `${this.origin}/v1`;
  }

  script(script: ModelScript | ModelScriptName): void {
    this.current = toScript(script);
  }

  next(...scripts: readonly (ModelScript | ModelScriptName)[]): void {
    this.queue.push(...scripts.map(toScript));
  }

  clear(): void {
    this.log.clear();
    this.queue = [];
  }

  start(): Promise<void> {
    return this.server.start(this.options.port ?? 0);
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const ids = this.options.models ?? ['scripted'];
    if (incoming.url === '/v1/models')
      return sendJson(response, { data: ids.map((id) => ({ id })) });
    if (incoming.url === '/api/tags') {
      return sendJson(response, { models: ids.map((name) => ({ name })) });
    }
    if (incoming.url?.split('?')[0] !== COMPLETIONS)
      return sendJson(response, { error: 'not found' }, 404);
    const record = this.log.record(incoming, response, await readJson(incoming));
    const script = this.queue.shift() ?? this.current;
    await script(new ModelCall(record, incoming, response));
  }
}

function toScript(script: ModelScript | ModelScriptName): ModelScript {
  return typeof script === 'string' ? MODEL_SCRIPTS[script] : script;
}

/** Starts a model server on this machine. */
export async function startModelServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const server = new ScriptedModelServer(options);
  await server.start();
  return server;
}
