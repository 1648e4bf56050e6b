import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from './config';
import { sqlitePath } from '../database/open-database';

type SecretConfig = Pick<Config, 'JWT_SECRET' | 'DATABASE_URL' | 'production'>;

const MADE_HERE = /^[A-Za-z0-9_-]{43}$/;

/**
 * `JWT_SECRET`, or outside production a secret that is made once and kept beside the database, so
 * that sessions outlive a restart.
 * @throws Error in production without `JWT_SECRET`, and when the kept file holds no secret
 */
export function signingSecret(config: SecretConfig): string {
  if (config.JWT_SECRET !== undefined) return config.JWT_SECRET;
  if (config.production) throw new Error('JWT_SECRET must be set in production');
  const path = secretPath(config.DATABASE_URL);
  mkdirSync(dirname(path), { recursive: true });
  const made = randomBytes(32).toString('base64url');
  return createFile(path, made) ? made : keptSecret(path);
}

function secretPath(databaseUrl: string): string {
  return databaseUrl.startsWith('file:')
    ? `${sqlitePath(databaseUrl)}.secret`
    : '.prome-dify.secret';
}

/** Writes a file that only its owner may read; false when there is one, which stays as it is. */
function createFile(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function keptSecret(path: string): string {
  const kept = readFileSync(path, 'utf8').trim();
  if (!MADE_HERE.test(kept)) throw new Error(`${path} holds no secret; delete it to get a new one`);
  return kept;
}
