import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database';
import type { Person, PersonalRecords } from '../../platform/personal-data';
import { PersonalData } from '../../platform/personal-data';
import { MailLinkRepository } from '../mail-links/mail-link.repository';
import { SessionRepository } from '../sessions/session.repository';
import { SignupGrantRepository } from '../signup-grants/signup-grant.repository';

/** What belongs to an account beside itself: sessions, mailed links, and its free tokens. */
@Injectable()
export class AuthRecords implements PersonalRecords, OnModuleInit {
  constructor(
    private readonly data: PersonalData,
    private readonly sessions: SessionRepository,
    private readonly links: MailLinkRepository,
    private readonly grants: SignupGrantRepository,
  ) {}

  onModuleInit(): void {
    this.data.keep(this);
  }

  /** Who asks and where they are signed in is written by `AccountExport`. */
  readonly exported = {};

  async forget(tx: Transaction, person: Person): Promise<void> {
    await this.sessions.removeAll(tx, person.id);
    await this.links.removeAll(tx, person);
    await this.grants.unlink(tx, person.id);
  }
}
