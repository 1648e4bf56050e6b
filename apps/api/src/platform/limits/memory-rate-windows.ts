import type { RateKey, RateWindow } from './rate-windows';
import { nameOf, RateWindows } from './rate-windows';

interface Running {
  readonly endsAt: number;
  count: number;
}

const KEYS_MAX = 50_000;
const NONE: RateWindow = { count: 0, msLeft: 0 };

/** In the memory of this process, for as long as it alone has the database. */
export class MemoryRateWindows extends RateWindows {
  /** By rule, in the order of their ends: all windows of a rule have one length. */
  private readonly rules = new Map<string, Map<string, Running>>();

  constructor(private readonly now: () => number = Date.now) {
    super();
  }

  add(keys: readonly RateKey[]): Promise<RateWindow[]> {
    const counted = keys.map((key) => {
      const running = this.running(key) ?? this.begin(key);
      running.count += 1;
      return this.told(running);
    });
    return Promise.resolve(counted);
  }

  look(keys: readonly RateKey[]): Promise<RateWindow[]> {
    return Promise.resolve(keys.map((key) => this.told(this.running(key))));
  }

  private begin(key: RateKey): Running {
    const windows = this.rules.get(key.rule.name) ?? new Map<string, Running>();
    this.rules.set(key.rule.name, windows);
    this.forget(windows);
    windows.delete(nameOf(key));
    const running = { endsAt: this.now() + key.rule.windowMs, count: 0 };
    windows.set(nameOf(key), running);
    return running;
  }

  private running(key: RateKey): Running | undefined {
    const window = this.rules.get(key.rule.name)?.get(nameOf(key));
    return window && window.endsAt > this.now() ? window : undefined;
  }

  private told(window: Running | undefined): RateWindow {
    return window ? { count: window.count, msLeft: window.endsAt - this.now() } : NONE;
  }

  /** Drops what is over, and the oldest when too many strangers knock at once. */
  private forget(windows: Map<string, Running>): void {
    for (const [name, { endsAt }] of windows) {
      if (endsAt > this.now() && windows.size < KEYS_MAX) return;
      windows.delete(name);
    }
  }
}
