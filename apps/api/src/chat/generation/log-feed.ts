import type { ChatEvent } from '@prome-dify/contracts';

/** A piece of a log, with its place: told twice or in part, it still fits. */
export interface LogPiece {
  readonly at: number;
  readonly text: string;
  readonly closing?: readonly ChatEvent[];
}

/** A faster way than the database to hear what happens in a log that is kept elsewhere. */
export interface LogFeed {
  /** Can be asked now. */
  readonly isUp: boolean;
  /** Whoever writes is alive and will tell of everything: the database need not be asked. */
  readonly isTrusted: boolean;
  /** Calls `onNews` whenever there may be new pieces. */
  start(onNews: () => void): void;
  /** The pieces that were not pulled yet. */
  pull(): Promise<readonly LogPiece[]>;
  stop(): void;
}

/** There is the database alone. */
export const NO_FEED: LogFeed = {
  isUp: false,
  isTrusted: false,
  start: () => {},
  pull: () => Promise.resolve([]),
  stop: () => {},
};
