import type { Dispatcher } from 'undici';
import { UpstreamFailure } from './failure';
import { PhaseTimer } from './phase-timer';
import type { AnswerLimits, Timers } from './settings';

/** Status and headers of a response; header names are lower case. */
export interface ResponseHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Bytes that may wait for the reader before the upstream is paused. */
const WAITING_MAX = 256 * 1024;
/** A released response that is longer, or lasts longer, is not worth its connection. */
const REST_BYTES_MAX = 64 * 1024;
const REST_MS_MAX = 1_000;

/**
 * One HTTP request and its response, read packet by packet. It ends with the response, with a
 * failure, a timer or the signal; whichever comes first counts, and the connection is closed.
 */
export class Exchange {
  private controller: Dispatcher.DispatchController | undefined;
  private head: ResponseHead | undefined;
  private packets: Buffer[] = [];
  private waiting = 0;
  private received = 0;
  /** Bytes since something useful came. */
  private wordless = 0;
  private ended = false;
  private failure: UpstreamFailure | undefined;
  private released = false;
  private wake: (() => void) | undefined;
  private readonly timer: PhaseTimer;
  private readonly onAbort = (): void => this.close();

  constructor(
    dispatcher: Dispatcher,
    request: Dispatcher.DispatchOptions,
    private readonly timers: Timers,
    private readonly limits: AnswerLimits,
    private readonly signal: AbortSignal,
  ) {
    this.timer = new PhaseTimer(timers.totalMs, (kind) => this.fail(new UpstreamFailure(kind)));
    this.timer.enter('slow_start', timers.firstByteMs);
    signal.addEventListener('abort', this.onAbort, { once: true });
    dispatcher.dispatch(request, {
      onRequestStart: (controller) => this.connected(controller),
      onResponseStart: (_, status, headers) => this.headArrived({ status, headers }),
      onResponseData: (_, packet) => this.packetArrived(packet),
      onResponseEnd: () => this.responseEnded(),
      onResponseError: () =>
        this.fail(new UpstreamFailure(this.controller ? 'broken' : 'unreachable')),
    });
    if (signal.aborted) this.close();
  }

  /** The head of the response, as soon as its first byte, or its end, is there too. */
  async begun(): Promise<ResponseHead> {
    while (!this.head || (this.packets.length === 0 && !this.ended)) await this.change();
    return this.head;
  }

  /** All that has arrived since the last call, at least one byte; undefined at the end. */
  async read(): Promise<Buffer | undefined> {
    while (this.packets.length === 0 && !this.ended) await this.change();
    const packets = this.packets;
    this.packets = [];
    this.waiting = 0;
    if (this.controller?.paused) this.resume(this.controller);
    return packets.length > 1 ? Buffer.concat(packets) : packets[0];
  }

  /** What was read so far was of use. */
  useful(): void {
    this.wordless = 0;
  }

  /** From now on the signal does not close the connection. */
  outliveSignal(): void {
    this.signal.removeEventListener('abort', this.onAbort);
  }

  /** From now on only a short silence is waited for. */
  expectEnd(): void {
    this.timer.enter('silent', this.timers.tailMs);
  }

  /** Done with it. A response that ends soon leaves its connection for the next request. */
  release(): void {
    if (this.released) return;
    this.released = true;
    this.outliveSignal();
    if (this.ended || this.failure || !this.controller) return this.close();
    this.packets = [];
    this.waiting = 0;
    this.controller.resume();
    this.timer.enter('silent', REST_MS_MAX);
  }

  /** Closes the connection. */
  close(): void {
    if (!this.failure && !this.ended) this.fail(new UpstreamFailure('broken'));
  }

  /** Waits until something happens. Throws the failure, when that is what happened. */
  private async change(): Promise<void> {
    if (this.failure) throw this.failure;
    await new Promise<void>((resolve) => (this.wake = resolve));
  }

  private notify(): void {
    this.wake?.();
    this.wake = undefined;
  }

  private connected(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.failure) controller.abort(this.failure);
  }

  private headArrived(head: ResponseHead): void {
    if (head.status < 200) return;
    this.head = head;
    this.notify();
  }

  private packetArrived(packet: Buffer): void {
    if (this.failure) return;
    this.received += packet.byteLength;
    this.wordless += packet.byteLength;
    const { wireBytesMax, wordlessBytesMax } = this.limits;
    if (this.received > wireBytesMax || this.wordless > wordlessBytesMax) {
      return this.fail(new UpstreamFailure('too_big'));
    }
    if (this.released) return this.skip(packet);
    if (this.received === packet.byteLength) this.timer.enter('silent', this.timers.idleMs);
    else this.timer.refresh();
    this.packets.push(packet);
    this.waiting += packet.byteLength;
    if (this.waiting > WAITING_MAX) this.pause();
    this.notify();
  }

  private skip(packet: Buffer): void {
    this.waiting += packet.byteLength;
    if (this.waiting > REST_BYTES_MAX) this.close();
  }

  /** A reader that is behind must not look like a silent upstream. */
  private pause(): void {
    this.controller?.pause();
    this.timer.leave();
  }

  private resume(controller: Dispatcher.DispatchController): void {
    controller.resume();
    this.timer.refresh();
  }

  private responseEnded(): void {
    this.ended = true;
    this.timer.stop();
    this.notify();
  }

  private fail(failure: UpstreamFailure): void {
    if (this.failure || this.ended) return;
    this.failure = failure;
    this.timer.stop();
    this.outliveSignal();
    this.controller?.abort(failure);
    this.notify();
  }
}
