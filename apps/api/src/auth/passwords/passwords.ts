import { Injectable, Logger } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { BoundedQueue } from './bounded-queue';
import { DECOY_HASH, HASH_COST, hashState } from './password-hash';

/** Two of the four threads that hashing shares with files and names stay free. */
const AT_ONCE = 2;
const WAITING_MAX = 200;

/** What belongs to a check: whether it may still be made, and what follows of it. Either may throw. */
export interface Turn {
  begin(): Promise<void>;
  end(isRight: boolean): Promise<void>;
}

/**
 * Hashes and checks passwords, exactly as received. Never call it inside a transaction.
 * Every method throws ProblemError `server_busy` when too many are waiting.
 */
@Injectable()
export class Passwords {
  private readonly logger = new Logger(Passwords.name);
  private readonly queue = new BoundedQueue(AT_ONCE, WAITING_MAX);

  /** A new salted hash. */
  hash(password: string): Promise<string> {
    return this.queue.run(() => hash(password, HASH_COST));
  }

  /**
   * Whether `stored` was made from `password`; without `stored` it is false after as long a time.
   * What `turn` does, it does while it alone has the place in the queue.
   */
  async verify(password: string, stored: string = DECOY_HASH, turn?: Turn): Promise<boolean> {
    if (hashState(stored) !== 'unusable') {
      return this.queue.run(async () => {
        await turn?.begin();
        const isRight = await verify(stored, password);
        await turn?.end(isRight);
        return isRight;
      });
    }
    this.logger.error('a stored password hash is not usable');
    return this.verify(password, DECOY_HASH, turn);
  }
}
