import { members } from '../json';
import type { ModelRequest, TokenUsage } from '../port';
import { Api } from '../upstream/api';
import { Connections } from '../upstream/connections';
import type { Exchange } from '../upstream/exchange';
import { readText } from '../upstream/read-text';
import { withRetry } from '../upstream/retry';
import type { AnswerLimits } from '../upstream/settings';
import { difyMessageUsage } from '../usage/dify';
import { explained } from './failure';
import { toBody } from './request';
import type { DifySettings } from './settings';

/** Longest wait for the answer to a small request, ms. */
const SMALL_REQUEST_MS = 5_000;
const MESSAGES_CHARS_MAX = 4_000_000;

/** What we ask of one Dify app. All methods throw UpstreamFailures. */
export class DifyClient {
  private readonly api: Api;
  private readonly connections: Connections;

  /** Throws a TypeError when the base address is none. */
  constructor(private readonly settings: DifySettings) {
    this.api = new Api(settings);
    this.connections = new Connections(settings);
  }

  get limits(): AnswerLimits {
    return this.connections.limits;
  }

  /**
   * Asks for an answer; tried once more after a passing trouble, unless `signal` has aborted. The
   * connection lives until `connection` aborts.
   */
  ask(request: ModelRequest, signal: AbortSignal, connection: AbortSignal): Promise<Exchange> {
    const options = this.api.askForStream('/chat-messages', toBody(this.settings, request));
    const attempt = () =>
      this.connections.send(options, connection).catch((error: unknown) => {
        throw explained(error);
      });
    return withRetry(attempt, signal);
  }

  /** Stops a task. Dify says that it has, even of a task that it does not know. */
  async stop(task: string, user: string): Promise<void> {
    const options = this.api.post(`/chat-messages/${task}/stop`, JSON.stringify({ user }));
    const signal = AbortSignal.timeout(SMALL_REQUEST_MS);
    const exchange = await withRetry(() => this.connections.send(options, signal), signal);
    exchange.release();
  }

  /** What Dify has written down about an answer; undefined when it has counted nothing. */
  async usageOf(
    conversation: string,
    message: string,
    user: string,
  ): Promise<TokenUsage | undefined> {
    const query = { conversation_id: conversation, user, limit: '20' };
    const signal = AbortSignal.timeout(SMALL_REQUEST_MS);
    const exchange = await this.connections.send(this.api.get('/messages', query), signal);
    const body = await readText(exchange, MESSAGES_CHARS_MAX);
    exchange.release();
    const { data } = members(JSON.parse(body));
    const rows: readonly unknown[] = Array.isArray(data) ? data : [];
    return difyMessageUsage(rows.find((row) => members(row)['id'] === message));
  }

  /** Closes all connections. */
  close(): Promise<void> {
    return this.connections.close();
  }
}
