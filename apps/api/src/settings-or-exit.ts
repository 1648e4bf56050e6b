import { existsSync } from 'node:fs';
import { type Config, ConfigError, loadConfig } from './platform/config/config';

/** The settings of this process, from its environment and `.env`; exits 1 with every fault of them. */
export function settingsOrExit(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  try {
    return loadConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
