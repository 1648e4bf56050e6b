import type { Chance } from './chance';
import type { Outcome } from './memory-store';

/** What becomes of one call to the database. */
export type Fate =
  | 'answers'
  /** An error, and nothing was done. */
  | 'fails'
  /** It was done, and the caller gets an error. */
  | 'unheard'
  /** It is begun, undone and done once more. */
  | 'conflicts'
  /** The caller's process ends before it is done. */
  | 'dies before'
  /** The caller's process ends after it was done. */
  | 'dies after';

/** One call of one process that waits to be carried out. */
export interface Call {
  readonly owner: string;
  readonly kind: 'unit' | 'read';
  perform(): Promise<Outcome<unknown>>;
  conflict(): Promise<void>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** The error that a call fails with because the history wants it to; no fault of the product. */
export class Outage extends Error {}

const FATES = {
  unit: [
    [78, 'answers'],
    [6, 'fails'],
    [7, 'unheard'],
    [4, 'conflicts'],
    [2, 'dies before'],
    [3, 'dies after'],
  ],
  read: [
    [94, 'answers'],
    [4, 'fails'],
    [2, 'dies before'],
  ],
} as const satisfies Record<Call['kind'], readonly (readonly [number, Fate])[]>;

/** The calls of all processes that wait; nothing is done until the scheduler carries one out. */
export class Calls {
  private waiting: Call[] = [];

  get count(): number {
    return this.waiting.length;
  }

  add(call: Call): void {
    this.waiting.push(call);
  }

  /** Forgets what a process that ended was waiting for. */
  forget(owner: string): void {
    this.waiting = this.waiting.filter((call) => call.owner !== owner);
  }

  /** Takes one of those that wait, whichever chance says, with its fate. */
  take(chance: Chance, isCalm: boolean): { readonly call: Call; readonly fate: Fate } {
    const call = chance.pick(this.waiting);
    this.waiting.splice(this.waiting.indexOf(call), 1);
    const fate = isCalm ? 'answers' : chance.weigh<Fate>(FATES[call.kind]);
    return { call, fate };
  }
}

/** Carries a call out and tells its caller, unless that is to end: then `false`. */
export async function carryOut(call: Call, fate: Fate): Promise<boolean> {
  if (fate === 'dies before') return false;
  if (fate === 'fails') {
    call.reject(new Outage('the database is away'));
    return true;
  }
  if (fate === 'conflicts') await call.conflict();
  const outcome = await call.perform();
  if (fate === 'dies after') return false;
  if ('error' in outcome) {
    call.reject(outcome.error);
  } else if (fate === 'unheard') {
    call.reject(new Outage('the connection was lost'));
  } else {
    outcome.announce();
    call.resolve(outcome.result);
  }
  return true;
}
