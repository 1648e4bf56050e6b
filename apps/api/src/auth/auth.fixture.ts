import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Engine } from '@prome-dify/testing';
import { loadConfig } from '../platform/config/config';
import { ConfigModule } from '../platform/config/config.module';
import { Database, DatabaseModule } from '../platform/database';
import { LimitsModule } from '../platform/limits';
import { PeersModule } from '../platform/peers/peers.module';
import { PersonalDataModule } from '../platform/personal-data';
import { StreamsModule } from '../platform/streams/open-streams';
import { AuthModule } from './auth.module';
import { AccessTokenStrategy } from './guard/access-token.strategy';
import { Registration } from './registration';

class AuthFixture {}

/** For specs: the slice as it runs, over a database of its own. */
export interface OpenedAuth {
  readonly get: INestApplicationContext['get'];
  readonly database: Database;
  readonly close: () => Promise<void>;
}

/** What the guard's strategy makes of an access token. */
export type Admission = 'admitted' | 'refused';

/** Opens the slice; the settings are safe for tests unless `env` says otherwise. */
export async function openAuth(
  engine: Engine,
  env: Readonly<Record<string, string>> = {},
): Promise<OpenedAuth> {
  const { url, remove } = await engine.createDatabase();
  const config = loadConfig({
    NODE_ENV: 'test',
    DATABASE_URL: url,
    JWT_SECRET: SECRET,
    RATE_LIMIT: 'off',
    ...env,
  });
  const app = await NestFactory.createApplicationContext(
    {
      module: AuthFixture,
      imports: [
        ...[ConfigModule.with(config), DatabaseModule, LimitsModule],
        ...[PeersModule, PersonalDataModule, StreamsModule, AuthModule],
      ],
    },
    { logger: false, abortOnError: false },
  );
  const close = async () => {
    await app.close();
    await remove();
  };
  return { get: app.get.bind(app), database: app.get(Database), close };
}

/** The secret that signs tokens in specs. */
export const SECRET = 'a secret for specs, known to everybody';

/** An address to register from. */
export const ADDRESS = '203.0.113.7';

let people = 0;

/** Registers a new person with `password123`. */
export async function newPerson(auth: OpenedAuth) {
  people += 1;
  const email = `person${people}@example.com`;
  const signedIn = await auth
    .get(Registration)
    .register({ email, password: 'password123' }, { address: ADDRESS });
  return { email, ...signedIn };
}

/** Shows a token to the guard's strategy as the only header of a request. */
export function admission(auth: OpenedAuth, token: string): Promise<Admission> {
  return new Promise((resolve, reject) => {
    const attempt = Object.assign(Object.create(auth.get(AccessTokenStrategy)) as object, {
      success: () => resolve('admitted'),
      fail: () => resolve('refused'),
      error: reject,
    }) as unknown as { authenticate(request: object): void };
    const authorization = `Bearer ${token}`;
    const raw = { rawHeaders: ['authorization', authorization] };
    attempt.authenticate({ headers: { authorization }, raw });
  });
}
