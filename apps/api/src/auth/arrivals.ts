import { Injectable } from '@nestjs/common';
import { Ledger } from '../ledger';
import type { Transaction } from '../platform/database';
import { MailLinks } from './mail-links/mail-links';
import { SignupGrants } from './signup-grants/signup-grants';
import type { StoredUser } from './user.repository';

/** What a new account comes with: its books, its free tokens, and a mail to verify its address. */
@Injectable()
export class Arrivals {
  constructor(
    private readonly ledger: Ledger,
    private readonly grants: SignupGrants,
    private readonly links: MailLinks,
  ) {}

  async welcome(tx: Transaction, user: Pick<StoredUser, 'id' | 'email'>): Promise<void> {
    await this.ledger.openAccounts(tx, user.id);
    await this.grants.atRegistration(tx, user);
    await this.links.request(tx, 'verify', user.email);
  }
}
