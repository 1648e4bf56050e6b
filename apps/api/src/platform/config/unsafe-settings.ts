import type { RawConfig } from './config.schema';

/** What stands in documentation and is therefore known to everybody. */
const KNOWN_SECRET =
  /super.?secret|change.?(me|in.?production)|placeholder|^(secret|password|jwt.?secret)$/i;
const PLACEHOLDER = /your|example|placeholder|change|xxxx/i;

type Check = readonly [fault: string, isUnsafe: (config: RawConfig) => boolean];

const CHECKS: readonly Check[] = [
  ['JWT_SECRET: must be set in production', (c) => c.JWT_SECRET === undefined],
  ...secretChecks('JWT_SECRET'),
  ...secretChecks('JWT_SECRET_PREVIOUS'),
  [
    'JWT_SECRET_PREVIOUS: must be another value than JWT_SECRET',
    (c) => c.JWT_SECRET !== undefined && c.JWT_SECRET_PREVIOUS === c.JWT_SECRET,
  ],
  knownSecretCheck('METRICS_SECRET'),
  ['FRONTEND_URL: must be set in production', (c) => c.FRONTEND_URL === undefined],
  [
    'FRONTEND_URL: must be https, unless it is this machine',
    (c) => c.FRONTEND_URL !== undefined && !isHttpsOrLocal(c.FRONTEND_URL),
  ],
  [
    'STRIPE_SECRET_KEY: is a placeholder',
    (c) => c.STRIPE_SECRET_KEY !== undefined && PLACEHOLDER.test(c.STRIPE_SECRET_KEY),
  ],
  [
    'STRIPE_PUBLISHABLE_KEY: must be of the same mode as STRIPE_SECRET_KEY',
    (c) => isOtherMode(c.STRIPE_SECRET_KEY, c.STRIPE_PUBLISHABLE_KEY),
  ],
  [
    'STRIPE_WEBHOOK_SECRET: must be set when STRIPE_SECRET_KEY is',
    (c) => c.STRIPE_SECRET_KEY !== undefined && c.STRIPE_WEBHOOK_SECRET === undefined,
  ],
  [
    'STRIPE_WEBHOOK_SECRET: is a placeholder',
    (c) => c.STRIPE_WEBHOOK_SECRET !== undefined && PLACEHOLDER.test(c.STRIPE_WEBHOOK_SECRET),
  ],
  [
    'STRIPE_API_BASE: must be https, unless it is this machine',
    (c) => c.STRIPE_API_BASE !== undefined && !isHttpsOrLocal(c.STRIPE_API_BASE),
  ],
  [
    'MAIL_FROM: must be set when SMTP_URL is',
    (c) => c.SMTP_URL !== undefined && c.MAIL_FROM === undefined,
  ],
  [
    'SMTP_URL: must be set when SIGNUP_GRANT is on-verify',
    (c) => c.SIGNUP_GRANT === 'on-verify' && c.SMTP_URL === undefined,
  ],
];

/** Of a secret that signs, or has signed, what is still accepted. */
function secretChecks(name: 'JWT_SECRET' | 'JWT_SECRET_PREVIOUS'): readonly Check[] {
  const isShort = ({ [name]: secret }: RawConfig) =>
    secret !== undefined && Buffer.byteLength(secret) < 32;
  return [knownSecretCheck(name), [`${name}: must be at least 32 bytes`, isShort]];
}

function knownSecretCheck(name: 'JWT_SECRET' | 'JWT_SECRET_PREVIOUS' | 'METRICS_SECRET'): Check {
  return [
    `${name}: must not be a value from documentation`,
    ({ [name]: secret = '' }) => KNOWN_SECRET.test(secret),
  ];
}

/** Whether one of the keys moves money and the other does not. */
function isOtherMode(secret: string | undefined, publishable: string | undefined): boolean {
  const [one, other] = [secret, publishable].map((key) => /_(test|live)_/.exec(key ?? '')?.[1]);
  return one !== undefined && other !== undefined && one !== other;
}

function isHttpsOrLocal(address: string): boolean {
  const url = new URL(address);
  return url.protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
}

/** What `NODE_ENV=production` refuses to start with; one line per fault, naming the variable only. */
export function unsafeSettings(config: RawConfig): string[] {
  return CHECKS.filter(([, isUnsafe]) => isUnsafe(config)).map(([fault]) => fault);
}
