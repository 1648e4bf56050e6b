import type { ModelRequest } from '../port';
import { Api } from '../upstream/api';
import { Connections } from '../upstream/connections';
import type { Exchange } from '../upstream/exchange';
import { Refusal } from '../upstream/failure';
import { withRetry } from '../upstream/retry';
import type { AnswerLimits } from '../upstream/settings';
import { membersToDrop, toBody, type OptionalMember } from './request';
import type { OpenAiSettings } from './settings';

/** One model of an upstream, and what was learnt about it. */
export class Upstream {
  private readonly api: Api;
  private readonly connections: Connections;
  /** Members that it refused, when it took the same request without them. */
  private dropped: ReadonlySet<OptionalMember> = new Set();

  constructor(private readonly settings: OpenAiSettings) {
    this.api = new Api(settings);
    this.connections = new Connections(settings);
  }

  get limits(): AnswerLimits {
    return this.connections.limits;
  }

  /**
   * Sends the request until it is accepted: repeated once after a passing trouble, and once
   * without what the upstream does not know. The first byte of the answer is there when it
   * returns; nothing is repeated after that. Throws an UpstreamFailure.
   */
  open(request: ModelRequest, signal: AbortSignal): Promise<Exchange> {
    return withRetry(() => this.attempt(request, signal), signal);
  }

  /** Closes all connections. */
  close(): Promise<void> {
    return this.connections.close();
  }

  /** Sends the request, and once more with less when it was refused for what can be left out. */
  private async attempt(request: ModelRequest, signal: AbortSignal): Promise<Exchange> {
    try {
      return await this.send(request, signal, this.dropped);
    } catch (error) {
      const misunderstood = error instanceof Refusal && error.kind === 'rejected';
      const drop = misunderstood ? membersToDrop(error.body, this.dropped) : [];
      if (drop.length === 0) throw error;
      const fewer = new Set([...this.dropped, ...drop]);
      const exchange = await this.send(request, signal, fewer);
      this.dropped = fewer;
      return exchange;
    }
  }

  private send(
    request: ModelRequest,
    signal: AbortSignal,
    dropped: ReadonlySet<OptionalMember>,
  ): Promise<Exchange> {
    const body = toBody(this.settings, request, dropped);
    return this.connections.send(this.api.askForStream('/chat/completions', body), signal);
  }
}
