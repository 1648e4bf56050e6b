/** A timer that waits; `every` is there when it is an interval. */
interface Timer {
  due: number;
  readonly every?: number;
  readonly call: () => void;
}

const DAY_MS = 86_400_000;
/** Noon of some day, so that no history crosses midnight. */
const START = Date.UTC(2026, 5, 15, 12);

/** What a timer gives back: as much of Node's own handle as anybody uses. */
class Handle {
  constructor(readonly id: number) {}

  ref = (): this => this;
  unref = (): this => this;
}

/**
 * A clock that stands still until it is moved, with all timers that hang on it. It takes the place
 * of the clocks and timers of the process between {@link install} and {@link uninstall}.
 */
export class VirtualTime {
  now = START;
  private timers = new Map<number, Timer>();
  private lastId = 0;
  private real: object | undefined;

  /** How long the history has lasted, in milliseconds. */
  get elapsed(): number {
    return this.now - START;
  }

  /** Begins again, without timers. `whileAway` runs a day earlier than all that follows. */
  reset(whileAway: () => void): void {
    this.timers = new Map();
    this.now = START - DAY_MS;
    whileAway();
    this.now = START;
  }

  /** Moves on by `ms`; after each timer that fires meanwhile, `settle` is awaited. */
  async advance(ms: number, settle: () => Promise<void>): Promise<void> {
    const until = this.now + ms;
    for (let next = this.next(until); next; next = this.next(until)) {
      const [id, timer] = next;
      this.now = timer.due;
      if (timer.every === undefined) this.timers.delete(id);
      else timer.due += timer.every;
      timer.call();
      await settle();
    }
    this.now = until;
  }

  /** As in `node:timers/promises`. */
  readonly delay = <T>(
    ms: number,
    value?: T,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<T | undefined> =>
    new Promise((resolve, reject) => {
      const handle = this.wait(() => resolve(value), ms);
      signal?.addEventListener('abort', () => {
        this.cancel(handle);
        reject(new DOMException('The operation was aborted', 'AbortError'));
      });
    });

  install(): void {
    const { setTimeout, clearTimeout, setInterval, clearInterval, performance } = globalThis;
    this.real = { setTimeout, clearTimeout, setInterval, clearInterval, performance };
    this.realNow = Date.now;
    Date.now = () => this.now;
    Object.assign(globalThis, {
      setTimeout: (call: () => void, ms = 0) => this.wait(call, ms),
      setInterval: (call: () => void, ms = 0) => this.wait(call, ms, Math.max(1, ms)),
      clearTimeout: (handle?: Handle) => this.cancel(handle),
      clearInterval: (handle?: Handle) => this.cancel(handle),
      performance: { now: () => this.elapsed + DAY_MS },
    });
  }

  uninstall(): void {
    Object.assign(globalThis, this.real);
    Date.now = this.realNow;
  }

  private realNow = Date.now;

  private wait(call: () => void, ms: number, every?: number): Handle {
    this.lastId += 1;
    const due = this.now + Math.max(0, ms);
    this.timers.set(this.lastId, every === undefined ? { due, call } : { due, call, every });
    return new Handle(this.lastId);
  }

  private cancel(handle: Handle | undefined): void {
    if (handle) this.timers.delete(handle.id);
  }

  /** The timer that fires first, the oldest of those that are due together. */
  private next(until: number): readonly [number, Timer] | undefined {
    let first: readonly [number, Timer] | undefined;
    for (const entry of this.timers) {
      if (entry[1].due <= until && (!first || entry[1].due < first[1].due)) first = entry;
    }
    return first;
  }
}

/** The one clock of the simulation. */
export const time = new VirtualTime();
