import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { AuthModule } from './auth';
import { BillingModule } from './billing';
import { ChatModule } from './chat';
import { HealthModule } from './health';
import { ModelsModule } from './models';
import type { Config } from './platform/config/config';
import { ConfigModule } from './platform/config/config.module';
import { DatabaseModule } from './platform/database';
import { LifecycleModule } from './platform/lifecycle/lifecycle';
import { LimitsModule } from './platform/limits';
import { PeersModule } from './platform/peers';
import { PersonalDataModule } from './platform/personal-data';
import { StreamsModule } from './platform/streams/open-streams';
import { UsageModule } from './usage';

/** What the server is made of. */
@Module({
  imports: [
    DatabaseModule,
    LifecycleModule,
    LimitsModule,
    PeersModule,
    PersonalDataModule,
    StreamsModule,
    AuthModule,
    ModelsModule,
    ChatModule,
    BillingModule,
    UsageModule,
    HealthModule,
  ],
})
export class AppModule {
  static with(config: Config): DynamicModule {
    return { module: AppModule, imports: [ConfigModule.with(config)] };
  }
}
