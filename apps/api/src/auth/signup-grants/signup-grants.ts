import { Inject, Injectable } from '@nestjs/common';
import { Ledger } from '../../ledger';
import type { Config } from '../../platform/config/config';
import { CONFIG } from '../../platform/config/config';
import type { Transaction } from '../../platform/database';
import type { StoredUser } from '../user.repository';
import { mailboxKey } from './mailbox-key';
import { SignupGrantRepository } from './signup-grant.repository';

type Grantee = Pick<StoredUser, 'id' | 'email'>;

/** The free tokens of a new account: when `SIGNUP_GRANT` says, once for every mailbox. */
@Injectable()
export class SignupGrants {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'SIGNUP_GRANT' | 'SIGNUP_TOKENS'>,
    private readonly ledger: Ledger,
    private readonly repository: SignupGrantRepository,
  ) {}

  /** Gives what is due to a new account; answers how many tokens. */
  atRegistration(tx: Transaction, user: Grantee): Promise<number> {
    return this.give('on-register', tx, user);
  }

  /** Gives what is due to an account whose address was verified; answers how many tokens. */
  atVerification(tx: Transaction, user: Grantee): Promise<number> {
    return this.give('on-verify', tx, user);
  }

  /** How many tokens the user gets for verifying their address. */
  async pending({ email, emailVerifiedAt }: StoredUser): Promise<number> {
    const { SIGNUP_GRANT, SIGNUP_TOKENS } = this.config;
    const isWaiting = SIGNUP_GRANT === 'on-verify' && SIGNUP_TOKENS > 0 && emailVerifiedAt === null;
    return isWaiting && !(await this.repository.isTaken(mailboxKey(email))) ? SIGNUP_TOKENS : 0;
  }

  private async give(
    when: Config['SIGNUP_GRANT'],
    tx: Transaction,
    { id, email }: Grantee,
  ): Promise<number> {
    const { SIGNUP_GRANT, SIGNUP_TOKENS } = this.config;
    if (SIGNUP_GRANT !== when || SIGNUP_TOKENS === 0) return 0;
    if (!(await this.repository.claim(tx, mailboxKey(email), id, Date.now()))) return 0;
    await this.ledger.grantSignup(tx, id, SIGNUP_TOKENS);
    return SIGNUP_TOKENS;
  }
}
