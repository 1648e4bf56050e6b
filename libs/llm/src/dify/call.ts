import { setTimeout as sleep } from 'node:timers/promises';
import type { ModelEvent, ModelRequest, TokenUsage } from '../port';
import type { Exchange } from '../upstream/exchange';
import { UpstreamFailure } from '../upstream/failure';
import { nextEvents } from '../upstream/next-events';
import { responseType } from '../upstream/response';
import type { AnswerLimits } from '../upstream/settings';
import { StreamReader } from '../upstream/stream-reader';
import type { DifyClient } from './client';
import { DifyEvents } from './events';

/** What a call needs to know beside the question. */
export interface CallContext {
  readonly client: DifyClient;
  readonly countTokens: (text: string) => number;
  readonly drainMs: number;
  /** Told when Dify has begun to answer. */
  readonly begun: () => void;
}

/** One question to a Dify app, from asking until Dify has ended its work. */
export class DifyCall {
  private readonly events: DifyEvents;
  private readonly connection = new AbortController();
  private reader: StreamReader;
  private exchange: Exchange | undefined;
  /** What is being waited for now. */
  private running: Promise<readonly ModelEvent[]> = Promise.resolve([]);
  private leaving: Promise<void> | undefined;

  constructor(
    private readonly context: CallContext,
    private readonly request: ModelRequest,
    private readonly signal: AbortSignal,
  ) {
    this.events = new DifyEvents(context.countTokens);
    this.reader = this.newReader(context.client.limits);
  }

  get finished(): boolean {
    return this.reader.finished;
  }

  /** Events of what comes next, which may be none. Throws an UpstreamFailure. */
  next(): Promise<readonly ModelEvent[]> {
    this.running = this.advance();
    return this.running;
  }

  /**
   * The figures of an ended answer that told none with its text: Dify's own record of it.
   * Undefined where they are known already, or nowhere.
   */
  async missingUsage(): Promise<TokenUsage | undefined> {
    const { text, usage, over } = this.events;
    return over && usage === undefined && text !== '' ? this.recordedUsage() : undefined;
  }

  /**
   * Nobody listens any more. Where Dify has not ended its work, it is told to stop, for it would
   * go on without a reader; what it then says about tokens goes to `onLateUsage`. No `next` may
   * follow. Throws a failure to stop, if anything.
   */
  leave(): Promise<void> {
    this.leaving ??= this.windDown();
    return this.leaving;
  }

  private async windDown(): Promise<void> {
    if (this.events.over) return this.exchange?.release();
    if (this.events.task === undefined) await this.readOn(() => this.events.task !== undefined);
    try {
      if (this.events.task !== undefined) await this.stop(this.events.task);
    } finally {
      this.connection.abort();
    }
  }

  private async stop(task: string): Promise<void> {
    const { client, drainMs } = this.context;
    const timer = setTimeout(() => this.connection.abort(), drainMs);
    await client.stop(task, this.request.user);
    if (this.finished) this.reader = this.newReader({ ...client.limits, textBytesMax: Infinity });
    await this.readOn(() => false);
    clearTimeout(timer);
    if (!this.events.over) await sleep(drainMs, undefined, { ref: false });
    const usage = this.events.usage ?? (await this.recordedUsage());
    if (usage) this.request.onLateUsage?.(usage);
  }

  private newReader(limits: AnswerLimits): StreamReader {
    return new StreamReader(limits, this.events.read);
  }

  private async advance(): Promise<readonly ModelEvent[]> {
    this.exchange ??= await this.open();
    return nextEvents(this.exchange, this.reader);
  }

  private async open(): Promise<Exchange> {
    const { client, begun } = this.context;
    const exchange = await client.ask(this.request, this.signal, this.connection.signal);
    if (responseType(await exchange.begun()).includes('json')) {
      exchange.close();
      throw new UpstreamFailure('not_a_stream');
    }
    begun();
    return exchange;
  }

  /** Reads until `enough`, the end or a failure. */
  private async readOn(enough: () => boolean): Promise<void> {
    try {
      await this.running;
      while (!this.finished && !enough()) await this.next();
    } catch {
      // A connection that broke tells nothing more.
    }
  }

  private async recordedUsage(): Promise<TokenUsage | undefined> {
    const { conversation, messageId } = this.events;
    if (conversation === undefined || messageId === undefined) return undefined;
    const { client } = this.context;
    return client.usageOf(conversation, messageId, this.request.user).catch(() => undefined);
  }
}
