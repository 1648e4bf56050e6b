import { Global, Injectable, Module } from '@nestjs/common';
import type { Transaction } from '../database';

/** Whose data is meant. */
export interface Person {
  readonly id: string;
  readonly email: string;
}

/** What one part of the server keeps about people: how it is handed out, and how it is forgotten. */
export interface PersonalRecords {
  /** Members of the export: what each holds of a person, written as JSON in pieces. */
  readonly exported: Readonly<Record<string, (person: Person) => AsyncIterable<string>>>;

  /** Forgets what says something about the person; what the books need stays under the bare id. */
  forget(tx: Transaction, person: Person): Promise<void>;
}

/** Knows everything that is kept about people, without knowing who keeps it. */
@Injectable()
export class PersonalData {
  private readonly kept: PersonalRecords[] = [];

  /** Adds the records of a part of the server. */
  keep(records: PersonalRecords): void {
    this.kept.push(records);
  }

  /**
   * All that is kept of a person as one JSON object, in pieces: never more in memory than a page.
   * @param known goes before it
   */
  async *export(person: Person, known: object = {}): AsyncGenerator<string> {
    yield JSON.stringify({ exportedAt: new Date().toISOString(), ...known }).slice(0, -1);
    for (const { exported } of this.kept) {
      for (const [name, write] of Object.entries(exported)) {
        yield `,${JSON.stringify(name)}:`;
        yield* write(person);
      }
    }
    yield '}';
  }

  async forget(tx: Transaction, person: Person): Promise<void> {
    for (const records of this.kept) await records.forget(tx, person);
  }
}

@Global()
@Module({ providers: [PersonalData], exports: [PersonalData] })
export class PersonalDataModule {}
