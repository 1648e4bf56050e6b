/** Hears what a process has told all others on one topic. */
export type Hear = (message: string, from: string) => void;

/** `none`: this process has no others. `down`: it may have, and cannot reach them now. */
export type PeersState = 'none' | 'up' | 'down';

/**
 * The other processes of this product. What is told is heard by all that can be reached at that
 * moment, once and in order, and by nobody later: whoever needs to know for certain asks the
 * database, at once when told and again after {@link onBack}.
 */
export abstract class Peers {
  abstract readonly state: PeersState;

  /** It gave a sign of life just now. */
  abstract isAlive(process: string): boolean;

  /** It gave none for so long, while we would have heard it, that it has ended. */
  abstract isGone(process: string): boolean;

  /** Tells all other processes, without waiting and without a promise. */
  abstract tell(topic: string, message: string): void;

  /**
   * Hears what others tell on a topic, until the returned function is called; `listening` is called
   * when nothing told from now on is missed.
   */
  abstract on(topic: string, hear: Hear, listening?: () => void): () => void;

  /** Is called when others can be reached again: what they told meanwhile was missed. */
  abstract onBack(call: () => void): () => void;
}

/** A process that is alone, or whose others can only be met in the database. */
export class NoPeers extends Peers {
  readonly state = 'none';

  isAlive(): boolean {
    return false;
  }

  isGone(): boolean {
    return true;
  }

  tell(): void {}

  on(): () => void {
    return () => {};
  }

  onBack(): () => void {
    return () => {};
  }
}
