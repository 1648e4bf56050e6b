import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { Person, PersonalRecords } from '../platform/personal-data';
import { jsonList, PersonalData, readAll } from '../platform/personal-data';
import type { EntryRow } from './entries/entry.repository';
import { EntryRepository } from './entries/entry.repository';
import type { UsageRow } from './usage.repository';
import { UsageRepository } from './usage.repository';

const PAGE = 500;

/** Where a person's tokens went. Nothing of it is forgotten: it names people by their ids alone. */
@Injectable()
export class UsageRecords implements PersonalRecords, OnModuleInit {
  constructor(
    private readonly data: PersonalData,
    private readonly usage: UsageRepository,
    private readonly entries: EntryRepository,
  ) {}

  onModuleInit(): void {
    this.data.keep(this);
  }

  readonly exported = {
    usage: ({ id }: Person) =>
      jsonList(written<UsageRow>((last) => this.usage.list(id, {}, PAGE, last?.id))),
    ledger: ({ id }: Person) =>
      jsonList(written<EntryRow>((last) => this.entries.list(id, PAGE, last?.version))),
  };

  forget(): Promise<void> {
    return Promise.resolve();
  }
}

/** Rows as they are shown: with their times in words. */
async function* written<Row extends { readonly createdAt: number }>(
  page: (last: Row | undefined) => Promise<readonly Row[]>,
) {
  for await (const row of readAll(page)) {
    yield { ...row, createdAt: new Date(row.createdAt).toISOString() };
  }
}
