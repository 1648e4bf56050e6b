import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelServer, StripeEmulatorServer } from '@prome-dify/testing';

export const STRIPE_KEY = 'sk_test_only_for_this_run';
export const WEBHOOK_SECRET = 'whsec_only_for_this_run';
export const METRICS_SECRET = 'metrics_only_for_this_run';
export const SIGNUP_TOKENS = 5_000;
/** What a server that is gone may keep held, ms: so long that a busy one is not taken for gone. */
const LEASE_MS = 30_000;
/** How long an answer goes on without a reader, ms. */
export const GRACE_MS = 300;

const BAD_MODELS = 30;

/** The one whose answers may be as long as anybody likes. */
export const LONG_MODEL = 'long';

/** One of the models that only fail. */
export function badModel(n: number): string {
  return `bad-${n % BAD_MODELS}`;
}

/** Models at the scripted server: what one answer costs at the most differs, the answers do not. */
const MODELS = [
  { id: 'plain', maxOutputTokens: 200 },
  { id: 'dear', inputRate: 20, outputRate: 20, maxOutputTokens: 16 },
  { id: 'cents', inputRate: 1.25, cachedInputRate: 0.125, outputRate: 3.5, maxOutputTokens: 100 },
  { id: LONG_MODEL, maxOutputTokens: 4_000_000, contextTokens: 5_000_000 },
  // A model that keeps failing is left alone for a while; these take turns, so that none is.
  ...Array.from({ length: BAD_MODELS }, (_, n) => ({ id: badModel(n), maxOutputTokens: 200 })),
];

/** Writes the models that a server may answer with to a temporary file; answers its name. */
export async function writeModels(model: ModelServer): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'models-')), 'models.json');
  const upstream = { backend: 'openai-compatible', baseUrl: model.url };
  await writeFile(
    file,
    JSON.stringify({ models: MODELS.map((each) => ({ ...upstream, ...each })) }),
  );
  return file;
}

/** The variables of the server: as in production, but for times that are short. */
export function serverEnv(
  port: number,
  modelsFile: string,
  stripe: StripeEmulatorServer,
): Readonly<Record<string, string>> {
  return {
    PORT: String(port),
    JWT_SECRET: 'only for this run, and long enough for it',
    MODELS_FILE: modelsFile,
    SIGNUP_TOKENS: String(SIGNUP_TOKENS),
    MAX_STREAMS_PER_USER: '1000',
    HOLD_LEASE_MS: String(LEASE_MS),
    STREAM_GRACE_MS: String(GRACE_MS),
    DRAIN_MS: '1500',
    RECONCILE_MS: '1000',
    FRONTEND_URL: 'http://client.test:3001',
    METRICS_SECRET,
    STRIPE_SECRET_KEY: STRIPE_KEY,
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
    STRIPE_API_BASE: stripe.url,
  };
}
