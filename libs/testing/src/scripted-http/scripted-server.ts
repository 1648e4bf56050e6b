import type { IncomingMessage, ServerResponse } from 'node:http';
import { CallLog } from './call-log';
import { LocalServer, sendJson } from './local-server';
import { readJson } from './read-json';
import type { RecordedRequest } from './recorded-request';

/** What a server does with a call. */
export type Script<Call> = (call: Call) => void | Promise<void>;

/** What tells one kind of server from another. */
export interface Kind<Call, Name extends string> {
  /** The address below which clients of the protocol ask. */
  readonly basePath: string;
  /** The paths that are questions to the model. */
  readonly questions: RegExp;
  readonly scripts: Readonly<Record<Name, Script<Call>>>;
  readonly toCall: (
    request: RecordedRequest,
    incoming: IncomingMessage,
    response: ServerResponse,
  ) => Call;
  /** Other documents that it has, by their path. */
  readonly documents?: Readonly<Record<string, object>>;
}

/** A model of a vendor on this machine: real HTTP, scripted answers, everything recorded. */
export class ScriptedServer<Call, Name extends string> {
  private readonly log = new CallLog();
  private queue: Script<Call>[] = [];
  private clientPorts: (number | undefined)[] = [];
  private current: Script<Call>;
  private readonly server = new LocalServer((incoming, response) => this.serve(incoming, response));

  constructor(
    private readonly kind: Kind<Call, Name>,
    script: Script<Call> | Name,
  ) {
    this.current = this.toScript(script);
  }

  /** Every question so far, in order. */
  get requests(): readonly RecordedRequest[] {
    return this.log.requests;
  }

  /** The client's end of the connection of every question: the same for those that share one. */
  get ports(): readonly (number | undefined)[] {
    return this.clientPorts;
  }

  /** Calls that are being answered now. */
  get open(): number {
    return this.log.open;
  }

  /** Most calls that were being answered at the same time. */
  get openMax(): number {
    return this.log.openMax;
  }

  get port(): number {
    return this.server.port;
  }

  /** The address without a path. */
  get origin(): string {
    return this.server.origin;
  }

  /** Base address as clients of the protocol want it. */
  get url(): string {
    return `${this.origin}${this.kind.basePath}`;
  }

  /** Sets what every further call is answered with. */
  script(script: Script<Call> | Name): void {
    this.current = this.toScript(script);
  }

  /** Sets what the next calls are answered with, one each, before `script` takes over again. */
  next(...scripts: readonly (Script<Call> | Name)[]): void {
    this.queue.push(...scripts.map((script) => this.toScript(script)));
  }

  /** Forgets what was recorded and what was set by `next`. */
  clear(): void {
    this.log.clear();
    this.clientPorts = [];
    this.queue = [];
  }

  /** Listens on `port`, on a free one when it is 0. */
  async start(port = 0): Promise<this> {
    await this.server.start(port);
    return this;
  }

  /** Closes all connections and the server. */
  stop(): Promise<void> {
    return this.server.stop();
  }

  private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = ''] = (incoming.url ?? '').split('?');
    const document = this.kind.documents?.[path];
    if (document) return sendJson(response, document);
    if (!this.kind.questions.test(path)) return sendJson(response, { error: 'not found' }, 404);
    this.clientPorts.push(incoming.socket.remotePort);
    const record = this.log.record(incoming, response, await readJson(incoming));
    const script = this.queue.shift() ?? this.current;
    await script(this.kind.toCall(record, incoming, response));
  }

  private toScript(script: Script<Call> | Name): Script<Call> {
    return typeof script === 'string' ? this.kind.scripts[script] : script;
  }
}
