import { z } from 'zod';

const time = z.number().int().min(0).optional().catch(undefined);

const schema = z.object({ undeliveredTo: time, allTo: time, dailyAt: time }).catch({});

/** How far the reconciler has come. */
export interface Progress {
  /** Undelivered events up to then have been read; seconds since 1970, as is the next one. */
  readonly undeliveredTo?: number | undefined;
  /** All events up to then have been read, delivered or not. */
  readonly allTo?: number | undefined;
  /** When the work of a day was done last; milliseconds since 1970. */
  readonly dailyAt?: number | undefined;
}

/** Reads what was noted; what cannot be read begins anew. */
export function readProgress(text: string): Progress {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}
