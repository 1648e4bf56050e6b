import type { ClientRequest, OutgoingHttpHeaders } from 'node:http';
import { Agent, request as send } from 'node:http';
import { nowMicros, StampReader } from '../stamps';

/** One request that readers send again and again. */
export interface Ask {
  readonly url: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

/** What the readers do: each sends its next request when its answer has ended. */
export interface Job {
  readonly readers: number;
  readonly asks: readonly Ask[];
  /** Stamps of a whole answer; another number means that something was lost or doubled. */
  readonly deltas: number;
  /** Time between the first requests of two readers, ms. */
  readonly staggerMs: number;
}

/** What was read since the job began, or since the last account was given. */
export interface Account {
  readonly answers: number;
  readonly deltas: number;
  /** Answers that were refused, broken off, or not whole. */
  readonly faults: readonly string[];
  /** From the request to the first stamp, ms. */
  readonly firstMs: readonly number[];
  /** From the stamp of a delta to its arrival here, ms; a sample. */
  readonly latencyMs: readonly number[];
}

export type Order = { readonly begin: Job } | 'account' | 'leave';

/** What comes back: an account, or the word that every reader has read something. */
export type Told = { readonly account: Account } | 'all are reading';

const FAULTS_MAX = 5;
const LATENCY_SAMPLE = 7;

/** The readers of the benchmark, in a process of their own; orders come from the parent. */
export function load(): void {
  let readers: Readers | undefined;
  process.on('message', (order: Order) => {
    if (order === 'account') tell({ account: readers?.account() ?? emptyAccount() });
    else if (order === 'leave') readers?.leave();
    else readers = new Readers(order.begin, () => tell('all are reading'));
  });
  tell('all are reading');
}

function tell(told: Told): void {
  process.send?.(told);
}

const emptyAccount = () => ({
  answers: 0,
  deltas: 0,
  faults: [] as string[],
  firstMs: [] as number[],
  latencyMs: [] as number[],
});

class Readers {
  private readonly agent = new Agent({
    keepAlive: true,
    maxSockets: Infinity,
    maxFreeSockets: Infinity,
  });
  private readonly open = new Set<ClientRequest>();
  private books = emptyAccount();
  private asked = 0;
  private reading = 0;
  private isLeaving = false;

  constructor(
    private readonly job: Job,
    private readonly allAreReading: () => void,
  ) {
    void this.begin();
  }

  /** Everybody has a connection before anybody asks: a busy server accepts few of them at a time. */
  private async begin(): Promise<void> {
    const { readers, staggerMs } = this.job;
    await Promise.all(Array.from({ length: readers }, () => this.connect()));
    for (let n = 0; n < readers; n += 1) setTimeout(() => this.ask(true), n * staggerMs);
  }

  /** Opens a connection, which the agent keeps. */
  private connect(): Promise<void> {
    const url = new URL('/health', this.job.asks[0]?.url);
    return new Promise((resolve) => {
      const request = send(url, { agent: this.agent }, (response) => response.resume());
      request.on('close', resolve).on('error', (error) => this.fault(error.message));
      request.end();
    });
  }

  account(): Account {
    const { books } = this;
    this.books = emptyAccount();
    return books;
  }

  leave(): void {
    this.isLeaving = true;
    for (const request of this.open) request.destroy();
    this.agent.destroy();
  }

  private ask(isFirst: boolean): void {
    const { asks, deltas } = this.job;
    const ask = asks[this.asked % asks.length];
    if (!ask || this.isLeaving) return;
    this.asked += 1;
    const begun = nowMicros();
    const stamps = new StampReader();
    let seen = 0;
    const { agent } = this;
    const options = { method: 'POST', agent, headers: ask.headers };
    const request = send(ask.url, options, (response) => {
      if (response.statusCode !== 200) this.fault(`status ${response.statusCode}`);
      response.setEncoding('latin1');
      response.on('data', (piece: string) => {
        const found = stamps.read(piece);
        if (seen === 0 && found.length > 0) this.first(begun, isFirst);
        seen += found.length;
        this.count(found);
      });
      response.on('end', () => {
        if (seen !== deltas) this.fault(`${seen} of ${deltas} deltas`);
        this.books.answers += 1;
        this.ask(false);
      });
    });
    this.open.add(request);
    request.on('close', () => this.open.delete(request));
    request.on('error', (error) => this.fault(error.message));
    request.end(ask.body);
  }

  private first(begun: number, isFirst: boolean): void {
    this.books.firstMs.push((nowMicros() - begun) / 1_000);
    if (!isFirst) return;
    this.reading += 1;
    if (this.reading === this.job.readers) this.allAreReading();
  }

  private count(stamps: readonly number[]): void {
    const now = nowMicros();
    for (const sent of stamps) {
      this.books.deltas += 1;
      if (this.books.deltas % LATENCY_SAMPLE === 0) this.books.latencyMs.push((now - sent) / 1_000);
    }
  }

  private fault(what: string): void {
    if (!this.isLeaving && this.books.faults.length < FAULTS_MAX) this.books.faults.push(what);
  }
}
