/** How a request goes wrong: a status, a broken connection, no answer, or a strange one. */
export type FaultKind =
  | number
  | 'reset'
  | 'stall'
  | 'html'
  | 'empty'
  /** The answer is right but for these members. */
  | { readonly patch: Readonly<Record<string, unknown>> };

/** Trouble planned for the next matching requests of the API. */
export interface PlannedFault {
  readonly kind: FaultKind;
  /** Only requests of this method and of paths that match; default: any. */
  readonly method?: string;
  readonly path?: RegExp;
  /** How many requests; default 1. */
  readonly times?: number;
  /** Whether the request takes effect before it fails; default `before`. A patch is `after`. */
  readonly when?: 'before' | 'after';
}

/** The faults that are still to come, in the order they were planned. */
export class Faults {
  private planned: { fault: PlannedFault; left: number }[] = [];

  add(fault: PlannedFault): void {
    this.planned.push({ fault, left: fault.times ?? 1 });
  }

  /** How many requests are still to go wrong. */
  get left(): number {
    return this.planned.reduce((sum, { left }) => sum + left, 0);
  }

  /** Forgets what was planned and has not happened. */
  clear(): void {
    this.planned = [];
  }

  /** The fault for this request, used up by asking. */
  take(method: string, path: string): PlannedFault | undefined {
    const entry = this.planned.find(({ fault }) => concerns(fault, method, path));
    if (!entry) return undefined;
    entry.left -= 1;
    if (entry.left <= 0) this.planned = this.planned.filter((other) => other !== entry);
    return entry.fault;
  }
}

function concerns(fault: PlannedFault, method: string, path: string): boolean {
  return (fault.method ?? method) === method && (fault.path?.test(path) ?? true);
}
