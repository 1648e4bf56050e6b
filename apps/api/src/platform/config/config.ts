import type { RawConfig } from './config.schema';
import { configSchema } from './config.schema';
import { unsafeSettings } from './unsafe-settings';

/** The settings of this process: validated once at start, then read-only. */
export interface Config extends Readonly<RawConfig> {
  readonly production: boolean;
  readonly swagger: boolean;
  /** Address browsers use, without a trailing slash; payment pages return there. */
  readonly frontendUrl: string;
}

/** Injection token of {@link Config}. */
export const CONFIG = Symbol('Config');

/** All faults of the environment at once. The message names variables, never values. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The configuration is not valid:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Reads the settings from environment variables; an empty variable counts as absent.
 * @throws ConfigError with every fault.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = configSchema.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    );
  }
  const raw = parsed.data;
  const production = raw.NODE_ENV === 'production';
  const faults = production ? unsafeSettings(raw) : [];
  if (faults.length > 0) throw new ConfigError(faults);
  return Object.freeze({
    ...raw,
    production,
    swagger: raw.SWAGGER ? raw.SWAGGER === 'on' : !production,
    frontendUrl: (raw.FRONTEND_URL ?? `http://localhost:${raw.PORT}`).replace(/\/+$/, ''),
  });
}
