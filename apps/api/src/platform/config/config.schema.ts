import { isIP } from 'node:net';
import { z } from 'zod';

const int = (fallback: number, min: number, max: number) =>
  z
    .string()
    .regex(/^[0-9]+$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().int().min(min).max(max))
    .default(fallback);

const onOff = (fallback: boolean) =>
  z
    .enum(['on', 'off'])
    .transform((value) => value === 'on')
    .default(fallback);

const list = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  );

/** Named addresses that are of no use to a stranger on the internet. */
const PROXY_NAMES = ['loopback', 'linklocal', 'uniquelocal'];

/** No network of proxies is larger; one of no bits would believe everybody. */
const PROXY_BITS_MIN = 8;

const proxies = list.refine(
  (all) => all.every(isProxy),
  'must be addresses, networks like 10.0.0.0/8, loopback, linklocal or uniquelocal',
);

const SMTP_URL = /^smtps?:\/\/([^\s@/]+@)?(\[[0-9a-f:]+\]|[^\s@/:?#[\]]+)(:\d{1,5})?\/?$/i;
/** One address, with or without a name before it. One line, for it becomes a header. */
const MAIL_FROM =
  /^(?:([^<>@"\p{Cc}]{1,100}) <([^\s<>@",;()]+@[^\s<>@",;()]+)>|[^\s<>@",;()]+@[^\s<>@",;()]+)$/u;

const BAD_ESCAPE = /%(?![0-9a-f]{2})/i;

const smtpUrl = z
  .string()
  .refine(
    (url) => SMTP_URL.test(url) && URL.canParse(url) && !BAD_ESCAPE.test(url),
    'must be smtp:// or smtps://, with user:password@ if needed, and host:port',
  );

const REDIS_URL =
  /^rediss?:\/\/([^\s@/]*@)?(\[[0-9a-f:]+\]|[^\s@/:?#[\]]+)(:\d{1,5})?(\/\d{0,3})?$/i;

const redisUrl = z
  .string()
  .refine(
    (url) => REDIS_URL.test(url) && URL.canParse(url) && !BAD_ESCAPE.test(url),
    'must be redis:// or rediss://, with user:password@ if needed, and host:port',
  );

/** Of one host: the standard for addresses takes nearly everything for a name, two addresses too. */
const httpUrl = z.url({
  protocol: /^https?$/,
  hostname: /^([\w-]+(\.[\w-]+)*\.?|\[[0-9a-f:.]+\])$/i,
  error: 'must be an http or https address',
});

/**
 * Every variable the server reads. The description becomes the comment in `.env.example`,
 * the `example` there the value.
 */
export const configSchema = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('development')
    .meta({ description: 'production refuses unsafe settings' }),
  PORT: int(3000, 0, 65_535).meta({ description: 'Port of the API and the client' }),
  HOST: z.string().default('0.0.0.0').meta({ description: 'Address to listen on' }),
  TRUST_PROXY: proxies.meta({
    description:
      'Reverse proxies whose X-Forwarded-For is believed: addresses, networks, loopback, uniquelocal',
  }),
  DATABASE_URL: z
    .string()
    .regex(/^(file:.+|postgres(ql)?:\/\/.+)$/, 'must begin with file: or postgres://')
    .default('file:./dev.db')
    .meta({ description: 'file:./dev.db (SQLite) or postgres://user:password@host/database' }),
  REDIS_URL: redisUrl.optional().meta({
    description: 'redis://… where several processes share one database, to stream for each other',
  }),
  REDIS_PREFIX: z
    .string()
    .regex(/^[\w:.-]{1,50}$/, 'must be up to 50 letters, digits and any of _ : . -')
    .default('prome-dify')
    .meta({ description: 'Begins our keys and channels there; another for each product' }),
  JWT_SECRET: z.string().min(1).optional().meta({
    description:
      'Signs sessions, 32 random bytes or more. Made and kept beside the database if unset',
  }),
  JWT_SECRET_PREVIOUS: z.string().min(1).optional().meta({
    description:
      'The JWT_SECRET before this one, while its sessions shall go on: a week covers all in use',
  }),
  FRONTEND_URL: httpUrl
    .optional()
    .meta({ description: 'Where browsers reach the client; default http://localhost:PORT' }),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_(test|live)_\S+$/, 'must look like sk_test_…')
    .optional()
    .meta({ description: 'Without it, outside production, payments are played by an emulator' }),
  STRIPE_PUBLISHABLE_KEY: z
    .string()
    .optional()
    .meta({ description: 'Not needed by the hosted checkout; kept for clients that ask for it' }),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_\S+$/, 'must look like whsec_…')
    .optional()
    .meta({ description: 'Signing secret of the endpoint /api/billing/webhook' }),
  STRIPE_API_BASE: httpUrl
    .optional()
    .meta({ description: 'Where the Stripe library talks to; default is Stripe itself' }),
  SIGNUP_TOKENS: int(1000, 0, 1_000_000_000).meta({ description: 'Free tokens of a new account' }),
  SIGNUP_GRANT: z
    .enum(['on-register', 'on-verify'])
    .default('on-register')
    .meta({ description: 'When they are given: on-register, or on-verify (of the address)' }),
  SMTP_URL: smtpUrl.optional().meta({
    description:
      'smtp://user:password@host:587 or smtps://…; outside production default a page, /api/dev/mailbox',
  }),
  MAIL_FROM: z
    .string()
    .regex(MAIL_FROM, 'must be like no-reply@example.com or Name <no-reply@example.com>')
    .optional()
    .meta({ description: 'Sender of mails: no-reply@example.com or Name <no-reply@example.com>' }),
  RATE_LIMIT: onOff(true).meta({ description: 'Limits on how often one may try, send and buy' }),
  MAX_STREAMS_PER_USER: int(3, 1, 1000).meta({
    description: 'Answers one account may run at once',
  }),
  MAX_STREAMS: int(500, 1, 100_000).meta({
    description: 'Answers one process runs at once; more are told to come again',
  }),
  STREAM_GRACE_MS: int(5000, 0, 600_000).meta({
    description: 'How long an answer goes on when nobody reads it any more',
  }),
  HOLD_LEASE_MS: int(30_000, 500, 600_000).meta({
    description: 'After so long without a sign of life a hold is settled by the sweeper',
  }),
  RECONCILE_MS: int(600_000, 500, 86_400_000).meta({
    description: 'How often Stripe is asked for payments that nobody told us of',
  }),
  DRAIN_MS: int(25_000, 0, 600_000).meta({
    description: 'How long a stop waits for running answers',
  }),
  SWAGGER: z
    .enum(['on', 'off'])
    .optional()
    .meta({ description: 'API explorer at /api/docs; default on outside production' }),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .meta({ description: 'trace, debug, info, warn, error, fatal or silent' }),
  METRICS_SECRET: z
    .string()
    .min(16, 'must be 16 characters or more')
    .optional()
    .meta({ description: 'Bearer token that may read /metrics; without it there are none' }),
  OPENAI_BASE_URL: httpUrl
    .optional()
    .meta({ description: 'Any OpenAI-compatible server; default https://api.openai.com/v1' }),
  OPENAI_API_KEY: z.string().min(1).optional().meta({ description: 'Its key' }),
  OPENAI_MODELS: list.meta({ description: 'Models to offer, comma separated' }),
  ANTHROPIC_BASE_URL: httpUrl
    .optional()
    .meta({ description: 'Where Anthropic is; default https://api.anthropic.com/v1' }),
  ANTHROPIC_API_KEY: z.string().min(1).optional().meta({ description: 'Its key' }),
  ANTHROPIC_MODELS: list.meta({ description: 'Models of Anthropic to offer, comma separated' }),
  DIFY_BASE_URL: httpUrl
    .optional()
    .meta({ description: 'API address of a Dify server; default https://api.dify.ai/v1' }),
  DIFY_API_KEY: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'Key of one Dify app, which becomes the model dify' }),
  OLLAMA_BASE_URL: httpUrl
    .default('http://127.0.0.1:11434')
    .meta({ description: 'An Ollama found here is used when no other model is set up' }),
  DEFAULT_MODEL: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'Model of a chat that names none' }),
  MODELS_FILE: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'JSON file of models and rates; replaces the model variables above' }),
});

function isProxy(text: string): boolean {
  if (PROXY_NAMES.includes(text)) return true;
  const [address = '', bits, ...more] = text.split('/');
  const most = { 4: 32, 6: 128 }[isIP(address)];
  if (most === undefined || more.length > 0) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) >= PROXY_BITS_MIN && Number(bits) <= most;
}

export type RawConfig = z.infer<typeof configSchema>;
