import type { OnApplicationShutdown } from '@nestjs/common';
import { Global, Inject, Injectable, Module } from '@nestjs/common';
import type { Config } from '../config/config';
import { CONFIG } from '../config/config';
import { Database } from './database';
import { openDatabase } from './open-database';
import { WalKeeper } from './wal-keeper';

/** Closes the connections after everything that writes has stopped. */
@Injectable()
class DatabaseCloser implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly database: Database) {}

  onApplicationShutdown(): Promise<void> {
    return this.database.close();
  }
}

/** Makes the migrated `Database` injectable everywhere. */
@Global()
@Module({
  providers: [
    DatabaseCloser,
    WalKeeper,
    {
      provide: Database,
      inject: [CONFIG],
      useFactory: (config: Config) => openDatabase(config.DATABASE_URL),
    },
  ],
  exports: [Database],
})
export class DatabaseModule {}
