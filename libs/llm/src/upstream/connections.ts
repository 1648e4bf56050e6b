import { Agent, type Dispatcher } from 'undici';
import { Exchange } from './exchange';
import { Refusal } from './failure';
import { readText } from './read-text';
import {
  DEFAULT_LIMITS,
  DEFAULT_TIMERS,
  type AnswerLimits,
  type Timers,
  type UpstreamSettings,
} from './settings';
import { statusFailure } from './status';

/** So much of a refusal is looked at. */
const REFUSAL_CHARS = 65_536;
/** Statuses whose body says what could be done about it. */
const EXPLAINED: ReadonlySet<number> = new Set([400, 422, 429]);

/** The connections to one upstream. */
export class Connections {
  readonly limits: AnswerLimits;
  private readonly timers: Timers;
  private readonly agent: Agent;

  constructor(settings: Pick<UpstreamSettings, 'limits' | 'timers'>) {
    this.limits = { ...DEFAULT_LIMITS, ...settings.limits };
    this.timers = { ...DEFAULT_TIMERS, ...settings.timers };
    this.agent = new Agent({
      connect: { timeout: this.timers.connectMs },
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: 10_000,
      pipelining: 1,
    });
  }

  /**
   * Sends a request. It was accepted, and the first byte of its answer is there, when this
   * returns. Throws an UpstreamFailure; a Refusal where its text may help. When `signal` aborts,
   * the connection is closed.
   */
  async send(options: Dispatcher.DispatchOptions, signal: AbortSignal): Promise<Exchange> {
    const exchange = new Exchange(this.agent, options, this.timers, this.limits, signal);
    const { status, headers } = await exchange.begun();
    if (status >= 200 && status < 300) return exchange;
    const failure = statusFailure(status, headers['retry-after']?.toString());
    const body = EXPLAINED.has(status) ? await readText(exchange, REFUSAL_CHARS) : undefined;
    exchange.release();
    throw body === undefined ? failure : new Refusal(failure, body);
  }

  /** Closes all of them. */
  close(): Promise<void> {
    return this.agent.destroy();
  }
}
