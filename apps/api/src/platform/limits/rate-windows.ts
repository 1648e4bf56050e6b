/** So many events of one key are let through in a window of time. */
export interface RateRule {
  /** As clients are told it; unique. */
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
}

/** What is counted: events of `key` under `rule`. */
export interface RateKey {
  readonly rule: RateRule;
  readonly key: string;
}

/** How it stands: events in the running window, and what is left of it; zeros when none runs. */
export interface RateWindow {
  readonly count: number;
  readonly msLeft: number;
}

/** Counts events by key in windows that begin with their first event. */
export abstract class RateWindows {
  /** Counts one event of each key, at once; answers how each stands after that. */
  abstract add(keys: readonly RateKey[]): Promise<RateWindow[]>;

  /** How each key stands. */
  abstract look(keys: readonly RateKey[]): Promise<RateWindow[]>;
}

/** The name under which a key is counted, apart from those of other rules. */
export function nameOf({ rule, key }: RateKey): string {
  return `${rule.name} ${key}`;
}
