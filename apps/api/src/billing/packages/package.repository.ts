import { Inject, Injectable } from '@nestjs/common';
import { Database, sql } from '../../platform/database';

export interface PackageRow {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly tokens: number;
  /** US cents. */
  readonly priceUsd: number;
  readonly stripePriceId: string | null;
  readonly active: number;
  readonly createdAt: number;
}

/** What {@link PackageRepository.add} needs of a package. */
export type NewPackage = Omit<PackageRow, 'active' | 'createdAt'>;

const PACKAGE = sql`id, name, description, tokens, price_usd AS "priceUsd",
  stripe_price_id AS "stripePriceId", active, created_at AS "createdAt"`;

/** Reads what is for sale, and puts it there the first time. */
@Injectable()
export class PackageRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** What may be bought now, cheapest first. */
  active(): Promise<PackageRow[]> {
    return this.database.read.rows(
      sql`SELECT ${PACKAGE} FROM package WHERE active = 1 ORDER BY price_usd, id`,
    );
  }

  findActive(id: string): Promise<PackageRow | undefined> {
    return this.database.read.row(
      sql`SELECT ${PACKAGE} FROM package WHERE id = ${id} AND active = 1`,
    );
  }

  /** Adds the packages whose ids are not there yet; the others stay as they are. */
  add(packages: readonly NewPackage[]): Promise<void> {
    const now = Date.now();
    return this.database.run(async (tx) => {
      for (const { id, name, description, tokens, priceUsd, stripePriceId } of packages) {
        await tx.execute(sql`
          INSERT INTO package (id, name, description, tokens, price_usd, stripe_price_id, active,
            created_at)
          VALUES (${id}, ${name}, ${description}, ${tokens}, ${priceUsd}, ${stripePriceId}, 1,
            ${now})
          ON CONFLICT (id) DO NOTHING`);
      }
    });
  }
}
