import { DataSource, type DataSourceOptions } from 'typeorm';
import { entities } from '../entities/all';
import { migrations } from '../migrations/all';
import { optionsOf, type Engine } from './engines';

export interface TestDatabase {
  readonly dataSource: DataSource;
  /** Closes the connection and removes the database. */
  remove(): Promise<void>;
}

/** A new, empty database with our entities and migrations known to it, neither of them applied. */
export async function emptyDatabase(engine: Engine): Promise<TestDatabase> {
  return open(engine, {});
}

/** A new database whose schema was made by the migrations. */
export async function migratedDatabase(engine: Engine): Promise<TestDatabase> {
  return open(engine, { migrationsRun: true });
}

/** A new database whose schema TypeORM made from the entities alone. */
export async function databaseOfEntities(engine: Engine): Promise<TestDatabase> {
  return open(engine, { synchronize: true });
}

async function open(
  engine: Engine,
  how: Pick<DataSourceOptions, 'migrationsRun' | 'synchronize'>,
): Promise<TestDatabase> {
  const place = await engine.createDatabase();
  const dataSource = new DataSource({ ...optionsOf(place), entities, migrations, ...how });
  const remove = async (): Promise<void> => {
    if (dataSource.isInitialized) {
      await dataSource.destroy();
    }
    await place.remove();
  };
  try {
    await dataSource.initialize();
    return { dataSource, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
