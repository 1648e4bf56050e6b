import { configSchema } from './config.schema';
import { unsafeSettings } from './unsafe-settings';

const SAFE = {
  NODE_ENV: 'production',
  JWT_SECRET: '0123456789abcdef0123456789abcdef',
  FRONTEND_URL: 'https://chat.test',
  STRIPE_SECRET_KEY: 'sk_live_51AbCdEfGh',
  STRIPE_WEBHOOK_SECRET: 'whsec_AbCdEfGhIj',
};

const unsafe = (change: Record<string, string | undefined>) =>
  unsafeSettings(configSchema.parse({ ...SAFE, ...change }));

describe('Production', () => {
  it.each([
    ['everything set', {}],
    ['no payments at all', { STRIPE_SECRET_KEY: undefined, STRIPE_WEBHOOK_SECRET: undefined }],
    ['a client on this machine', { FRONTEND_URL: 'http://localhost:3001' }],
    ['a client on this machine by number', { FRONTEND_URL: 'http://[::1]:3001' }],
    ['a stand-in for Stripe on this machine', { STRIPE_API_BASE: 'http://127.0.0.1:12111' }],
    ['both keys of one mode', { STRIPE_PUBLISHABLE_KEY: 'pk_live_51AbCdEfGh' }],
    ['mail', { SMTP_URL: 'smtp://mail.test', MAIL_FROM: 'a@chat.test', SIGNUP_GRANT: 'on-verify' }],
    ['a secret before this one', { JWT_SECRET_PREVIOUS: 'fedcba9876543210fedcba9876543210' }],
    ['32 bytes that are not 32 characters', { JWT_SECRET: 'ü'.repeat(16) }],
  ])('starts with %s', (_, change) => {
    expect(unsafe(change)).toEqual([]);
  });

  it.each([
    [{ JWT_SECRET: undefined }, 'JWT_SECRET: must be set in production'],
    [{ JWT_SECRET: 'x'.repeat(31) }, 'JWT_SECRET: must be at least 32 bytes'],
    [
      { JWT_SECRET: 'your-super-secret-jwt-key-change-in-production' },
      'JWT_SECRET: must not be a value from documentation',
    ],
    [
      { JWT_SECRET: 'Your-Super-Secret-JWT-Key-Change-In-Production' },
      'JWT_SECRET: must not be a value from documentation',
    ],
    [
      { JWT_SECRET: 'change-me-change-me-change-me-change-me' },
      'JWT_SECRET: must not be a value from documentation',
    ],
    [{ JWT_SECRET_PREVIOUS: 'x'.repeat(31) }, 'JWT_SECRET_PREVIOUS: must be at least 32 bytes'],
    [
      { JWT_SECRET_PREVIOUS: 'your-super-secret-jwt-key-change-in-production' },
      'JWT_SECRET_PREVIOUS: must not be a value from documentation',
    ],
    [
      { JWT_SECRET_PREVIOUS: SAFE.JWT_SECRET },
      'JWT_SECRET_PREVIOUS: must be another value than JWT_SECRET',
    ],
    [
      { METRICS_SECRET: 'change-me-change-me' },
      'METRICS_SECRET: must not be a value from documentation',
    ],
    [{ FRONTEND_URL: undefined }, 'FRONTEND_URL: must be set in production'],
    [
      { FRONTEND_URL: 'http://chat.test' },
      'FRONTEND_URL: must be https, unless it is this machine',
    ],
    [
      { FRONTEND_URL: 'http://localhost.evil.test' },
      'FRONTEND_URL: must be https, unless it is this machine',
    ],
    [
      { STRIPE_SECRET_KEY: 'sk_test_your_stripe_secret_key' },
      'STRIPE_SECRET_KEY: is a placeholder',
    ],
    [
      { STRIPE_PUBLISHABLE_KEY: 'pk_test_51AbCdEfGh' },
      'STRIPE_PUBLISHABLE_KEY: must be of the same mode as STRIPE_SECRET_KEY',
    ],
    [
      { STRIPE_WEBHOOK_SECRET: undefined },
      'STRIPE_WEBHOOK_SECRET: must be set when STRIPE_SECRET_KEY is',
    ],
    [
      { STRIPE_WEBHOOK_SECRET: 'whsec_your_webhook_secret' },
      'STRIPE_WEBHOOK_SECRET: is a placeholder',
    ],
    [
      { STRIPE_API_BASE: 'http://stripe.test' },
      'STRIPE_API_BASE: must be https, unless it is this machine',
    ],
    [{ SMTP_URL: 'smtp://mail.test' }, 'MAIL_FROM: must be set when SMTP_URL is'],
    [{ SIGNUP_GRANT: 'on-verify' }, 'SMTP_URL: must be set when SIGNUP_GRANT is on-verify'],
  ])('does not start with %j', (change, fault) => {
    expect(unsafe(change)).toEqual([fault]);
  });

  it('tells everything that is unsafe at once', () => {
    const change = {
      JWT_SECRET: 'secret',
      FRONTEND_URL: undefined,
      STRIPE_SECRET_KEY: 'sk_test_xxxx',
      STRIPE_WEBHOOK_SECRET: undefined,
    };
    expect(unsafe(change)).toEqual([
      'JWT_SECRET: must not be a value from documentation',
      'JWT_SECRET: must be at least 32 bytes',
      'FRONTEND_URL: must be set in production',
      'STRIPE_SECRET_KEY: is a placeholder',
      'STRIPE_WEBHOOK_SECRET: must be set when STRIPE_SECRET_KEY is',
    ]);
  });
});
