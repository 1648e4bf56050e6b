import { Inject, Injectable } from '@nestjs/common';
import type { EntriesAnswer, LedgerProof } from '@prome-dify/contracts';
import { userAccount, verifyChain } from '../../ledger';
import { Database } from '../../platform/database';
import type { PageQuery } from '../../platform/http';
import { decodeCursor, page } from '../../platform/http';
import { EntryRepository } from './entry.repository';

/** A user's own account in the ledger, and the proof that it adds up. */
@Injectable()
export class EntryService {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly entries: EntryRepository,
  ) {}

  async list(userId: string, { limit, cursor }: PageQuery): Promise<EntriesAnswer> {
    const before = cursor === undefined ? undefined : decodeCursor(cursor, ['number'] as const)[0];
    const rows = await this.entries.list(userId, limit + 1, before);
    const { items, nextCursor } = page(rows, limit, ({ version }) => [version]);
    const entries = items.map((row) => ({
      ...row,
      createdAt: new Date(row.createdAt).toISOString(),
    }));
    return { entries, nextCursor };
  }

  async verify(userId: string): Promise<LedgerProof> {
    const { findings, ...proof } = await verifyChain(this.database.read, userAccount(userId));
    const problems = findings.map(({ subject, problem }) => `${subject}: ${problem}`);
    return { sound: findings.length === 0, ...proof, problems };
  }
}
