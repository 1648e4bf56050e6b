import { SEED, tries } from '@prome-dify/testing/random';
import fc from 'fast-check';
import { ConfigError, loadConfig } from './config';
import { configSchema } from './config.schema';

/** The faults of an environment; none when it is valid. */
function faults(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

const INTEGERS = [
  ['PORT', 0, 65_535],
  ['SIGNUP_TOKENS', 0, 1_000_000_000],
  ['MAX_STREAMS_PER_USER', 1, 1000],
  ['MAX_STREAMS', 1, 100_000],
  ['STREAM_GRACE_MS', 0, 600_000],
  ['HOLD_LEASE_MS', 500, 600_000],
  ['RECONCILE_MS', 500, 86_400_000],
  ['DRAIN_MS', 0, 600_000],
] as const;

describe('The settings', () => {
  it('are all optional outside production, with the defaults of the documentation', () => {
    expect(loadConfig({})).toMatchObject({
      NODE_ENV: 'development',
      PORT: 3000,
      TRUST_PROXY: [],
      DATABASE_URL: 'file:./dev.db',
      SIGNUP_TOKENS: 1000,
      SIGNUP_GRANT: 'on-register',
      RATE_LIMIT: true,
      MAX_STREAMS_PER_USER: 3,
      MAX_STREAMS: 500,
      STREAM_GRACE_MS: 5000,
      HOLD_LEASE_MS: 30_000,
      RECONCILE_MS: 600_000,
      DRAIN_MS: 25_000,
      OPENAI_MODELS: [],
      production: false,
      swagger: true,
      frontendUrl: 'http://localhost:3000',
    });
  });

  it('take an empty variable as absent, whichever it is', () => {
    const empty = Object.fromEntries(Object.keys(configSchema.shape).map((name) => [name, '']));
    expect(loadConfig(empty)).toEqual(loadConfig({}));
  });

  it('cannot be changed once they are read', () => {
    const config = loadConfig({}) as { PORT: number };
    expect(() => (config.PORT = 1)).toThrow(TypeError);
  });

  it('ignore variables that are none of theirs', () => {
    expect(loadConfig({ HOME: '/', PATH: '/bin', TERM: 'x' })).toEqual(loadConfig({}));
  });

  it('tell all faults at once, by the name of the variable and never by its value', () => {
    const canary = 'canary-value';
    const env = {
      NODE_ENV: canary,
      PORT: canary,
      DATABASE_URL: canary,
      TRUST_PROXY: canary,
      FRONTEND_URL: canary,
      STRIPE_SECRET_KEY: canary,
      STRIPE_WEBHOOK_SECRET: canary,
      STRIPE_API_BASE: canary,
      SIGNUP_GRANT: canary,
      SMTP_URL: canary,
      MAIL_FROM: canary,
      REDIS_URL: canary,
      RATE_LIMIT: canary,
      DRAIN_MS: canary,
      SWAGGER: canary,
      LOG_LEVEL: canary,
      OPENAI_BASE_URL: canary,
      ANTHROPIC_BASE_URL: canary,
      DIFY_BASE_URL: canary,
      OLLAMA_BASE_URL: canary,
    };
    const found = faults(env);
    expect(found.map((fault) => fault.replace(/:.*$/, '')).toSorted()).toEqual(
      Object.keys(env).toSorted(),
    );
    expect(new ConfigError(found).message).not.toContain(canary);
  });

  it.each([
    ['PORT', ['80a', '-1', '65536', '1e3', '0x50', ' 80', '3000.0', '+1']],
    ['DATABASE_URL', ['dev.db', 'file:', 'mysql://h/d', 'postgres://', 'http://h/d']],
    [
      'TRUST_PROXY',
      [
        '1',
        'true',
        '*',
        'proxy',
        '10.0.0.0/33',
        '0.0.0.0/0',
        '::/0',
        '::/129',
        '10.0.0.0/',
        '1.2.3.4 5.6.7.8',
      ],
    ],
    [
      'FRONTEND_URL',
      [
        'localhost:3001',
        'ftp://h',
        'javascript:alert(1)',
        '/app',
        'https://a.test,https://b.test',
        'https://*.test',
        'https://',
      ],
    ],
    ['STRIPE_SECRET_KEY', ['pk_test_1', 'sk_1', 'sk_test_', 'sk_test_a b']],
    ['STRIPE_WEBHOOK_SECRET', ['whsec_', 'secret', 'whsec_ ']],
    ['SIGNUP_GRANT', ['on', 'verify', 'ON-VERIFY']],
    [
      'SMTP_URL',
      [
        'localhost:25',
        'http://h',
        'smtp://',
        'smtp:h',
        'smtp://h/x',
        'smtp://h:x',
        'smtp://h h',
        'smtp://h?a=b',
        'smtp://h:99999',
        'smtp://u:%zz@h',
      ],
    ],
    [
      'MAIL_FROM',
      [
        'nobody',
        'a@b\r\nBcc: c@d',
        'a@b, c@d',
        'A <a@b',
        'a@b>',
        '<a@b>',
        'A\n <a@b>',
        '"A" <a@b>',
      ],
    ],
    [
      'REDIS_URL',
      [
        'localhost:6379',
        'http://h',
        'redis://',
        'redis://h/x',
        'redis://h:x',
        'redis://h h',
        'redis://h:99999',
        'redis://u:%zz@h',
      ],
    ],
    ['REDIS_PREFIX', ['a b', 'a*', 'a'.repeat(51)]],
    ['RATE_LIMIT', ['true', '1', 'ON', 'no']],
    ['LOG_LEVEL', ['INFO', 'verbose']],
    ['NODE_ENV', ['prod', 'PRODUCTION']],
  ])('refuse %s as %j', (name, values) => {
    for (const value of values) {
      expect([value, faults({ [name]: value })]).toEqual([
        value,
        [expect.stringMatching(`^${name}: `)],
      ]);
    }
  });

  it.each(INTEGERS)(`take %s from %i to %i and nothing beside (seed ${SEED})`, (name, min, max) => {
    const number = fc.oneof(fc.integer(), fc.integer({ min, max }), fc.constantFrom(min, max));
    const decides = fc.property(number, (value) => {
      const fits = value >= min && value <= max;
      expect([value, faults({ [name]: String(value) }).length]).toEqual([value, fits ? 0 : 1]);
    });
    fc.assert(decides, tries());
    expect(faults({ [name]: String(min - 1) })).toHaveLength(1);
    expect(faults({ [name]: String(max + 1) })).toHaveLength(1);
  });

  it('show the explorer outside production only, unless they say otherwise', () => {
    const production = {
      NODE_ENV: 'production',
      JWT_SECRET: '0123456789abcdef0123456789abcdef',
      FRONTEND_URL: 'https://chat.test/',
    };
    const shown = [{}, { SWAGGER: 'off' }, production, { ...production, SWAGGER: 'on' }];
    expect(shown.map((env) => loadConfig(env).swagger)).toEqual([true, false, false, true]);
  });

  it('know where browsers reach the client, without a slash at the end', () => {
    const addresses = [{ PORT: '8080' }, { FRONTEND_URL: 'https://chat.test//' }];
    expect(addresses.map((env) => loadConfig(env).frontendUrl)).toEqual([
      'http://localhost:8080',
      'https://chat.test',
    ]);
  });

  it.each([
    ['SMTP_URL', 'smtp://127.0.0.1:2525'],
    ['SMTP_URL', 'smtps://user:p%40ss@mail.example.com'],
    ['SMTP_URL', 'smtp://[::1]:25/'],
    ['MAIL_FROM', 'no-reply@example.com'],
    ['MAIL_FROM', 'Prome-Dify, the shop <no-reply@example.com>'],
    ['SIGNUP_GRANT', 'on-verify'],
    ['REDIS_URL', 'redis://127.0.0.1:6379'],
    ['REDIS_URL', 'rediss://user:p%40ss@redis.example.com:6380/2'],
    ['REDIS_URL', 'redis://:password@[::1]'],
    ['REDIS_PREFIX', 'shop:one.two_3-4'],
  ])('take %s as %j', (name, value) => {
    expect(loadConfig({ [name]: value })).toMatchObject({ [name]: value });
  });

  it('take proxies by address, by network and by the names of private networks', () => {
    const TRUST_PROXY = '10.0.0.7, 10.1.0.0/16,fd00::/8 ,::1,loopback,uniquelocal';
    expect(loadConfig({ TRUST_PROXY }).TRUST_PROXY).toEqual([
      '10.0.0.7',
      '10.1.0.0/16',
      'fd00::/8',
      '::1',
      'loopback',
      'uniquelocal',
    ]);
  });

  it('read a list by commas, without the spaces and gaps of people', () => {
    expect(loadConfig({ OPENAI_MODELS: ' one, two,,three ,' }).OPENAI_MODELS).toEqual([
      'one',
      'two',
      'three',
    ]);
  });
});
