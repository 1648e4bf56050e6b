import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../../../../dist/apps/api/main.js');

const SAFE = {
  NODE_ENV: 'production',
  JWT_SECRET: 'canary-jwt-0123456789abcdef0123456789abcdef',
  FRONTEND_URL: 'https://canary-host.test',
};

/** Starts the built server in an empty folder; gives how it ended and what it left there. */
async function start(env: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'prome-dify-start-'));
  const options = {
    cwd: folder,
    env: { ...env, PATH: '' },
    timeout: 20_000,
    killSignal: 'SIGKILL' as const,
  };
  const run = await new Promise<{ code: number | null; stdout: string; stderr: string }>(
    (resolve) => {
      const child = execFile(process.execPath, [MAIN], options, (_, stdout, stderr) =>
        resolve({ code: child.exitCode, stdout, stderr }),
      );
    },
  );
  const left = await readdir(folder);
  await rm(folder, { recursive: true });
  return { ...run, left };
}

/** It stands in the documentation and is therefore known to everybody. */
const SPEC_SECRET = 'your-super-secret-jwt-key-change-in-production';

const KEYS = { STRIPE_SECRET_KEY: 'sk_live_canary', STRIPE_WEBHOOK_SECRET: 'whsec_canary' };
const MAIL = { SMTP_URL: 'smtp://canary.test', MAIL_FROM: 'canary@chat.test' };

/** What is changed of safe settings, and which variables are to blame for it. */
const REFUSED: [change: Record<string, string>, ...names: string[]][] = [
  [{ JWT_SECRET: SPEC_SECRET }, 'JWT_SECRET'],
  [{ JWT_SECRET: SPEC_SECRET.toUpperCase() }, 'JWT_SECRET'],
  [{ JWT_SECRET: '' }, 'JWT_SECRET'],
  [{ JWT_SECRET: 'canary-of-31-bytes-0123456789ab' }, 'JWT_SECRET'],
  [{ JWT_SECRET: 'changeme-changeme-changeme-changeme' }, 'JWT_SECRET'],
  [{ JWT_SECRET_PREVIOUS: SPEC_SECRET }, 'JWT_SECRET_PREVIOUS'],
  [{ JWT_SECRET_PREVIOUS: 'canary' }, 'JWT_SECRET_PREVIOUS'],
  [{ JWT_SECRET_PREVIOUS: SAFE.JWT_SECRET }, 'JWT_SECRET_PREVIOUS'],
  [{ FRONTEND_URL: '' }, 'FRONTEND_URL'],
  [{ FRONTEND_URL: '*' }, 'FRONTEND_URL'],
  [{ FRONTEND_URL: 'null' }, 'FRONTEND_URL'],
  [{ FRONTEND_URL: 'http://canary-host.test' }, 'FRONTEND_URL'],
  [{ FRONTEND_URL: 'http://localhost.canary-host.test' }, 'FRONTEND_URL'],
  [{ FRONTEND_URL: 'https://canary-host.test,https://canary-other.test' }, 'FRONTEND_URL'],
  [{ ...KEYS, STRIPE_SECRET_KEY: 'sk_test_your_stripe_secret_key' }, 'STRIPE_SECRET_KEY'],
  [{ ...KEYS, STRIPE_SECRET_KEY: 'pk_live_canary' }, 'STRIPE_SECRET_KEY'],
  [{ ...KEYS, STRIPE_PUBLISHABLE_KEY: 'pk_test_canary' }, 'STRIPE_PUBLISHABLE_KEY'],
  [{ ...KEYS, STRIPE_WEBHOOK_SECRET: '' }, 'STRIPE_WEBHOOK_SECRET'],
  [{ ...KEYS, STRIPE_WEBHOOK_SECRET: 'whsec_your_webhook_secret' }, 'STRIPE_WEBHOOK_SECRET'],
  [{ ...KEYS, STRIPE_WEBHOOK_SECRET: 'canary' }, 'STRIPE_WEBHOOK_SECRET'],
  [{ ...KEYS, STRIPE_API_BASE: 'http://canary.test' }, 'STRIPE_API_BASE'],
  [{ ...MAIL, MAIL_FROM: '' }, 'MAIL_FROM'],
  [{ ...MAIL, MAIL_FROM: 'canary@chat.test\r\nBcc: canary@evil.test' }, 'MAIL_FROM'],
  [{ SIGNUP_GRANT: 'on-verify' }, 'SMTP_URL'],
  [{ DATABASE_URL: 'mysql://canary:canary@db/canary' }, 'DATABASE_URL'],
  [{ TRUST_PROXY: '0.0.0.0/0' }, 'TRUST_PROXY'],
  [{ RATE_LIMIT: 'false' }, 'RATE_LIMIT'],
  [{ SWAGGER: 'canary' }, 'SWAGGER'],
  [{ OPENAI_BASE_URL: 'file:///canary' }, 'OPENAI_BASE_URL'],
  [{ PORT: 'canary' }, 'PORT'],
  [{ NODE_ENV: 'canary' }, 'NODE_ENV'],
  [
    { JWT_SECRET: '', FRONTEND_URL: 'http://canary.test', STRIPE_SECRET_KEY: 'sk_live_canary' },
    'JWT_SECRET',
    'FRONTEND_URL',
    'STRIPE_WEBHOOK_SECRET',
  ],
];

/** So many are promised. */
const REFUSED_MIN = 25;

describe('The server does not start in production', () => {
  it.each(REFUSED)(
    'with %j: it names the variables, not their values',
    async (change, ...names) => {
      const { code, stdout, stderr, left } = await start({ ...SAFE, ...change });
      expect([code, stdout, left]).toEqual([1, '', []]);
      const named = [...stderr.matchAll(/^ {2}- ([A-Z_]+):/gm)].map(([, name]) => name);
      expect(named).toEqual(names);
      expect(stderr).not.toMatch(/canary|super-secret|changeme|^ +at /im);
    },
  );

  it('in as many cases as are promised', () => {
    expect(REFUSED.length).toBeGreaterThanOrEqual(REFUSED_MIN);
  });

  it('for these reasons alone: it tries the same settings without them', async () => {
    const nowhere = { PORT: '0', DATABASE_URL: 'postgres://127.0.0.1:9/nothing' };
    const { code, stderr } = await start({ ...SAFE, ...KEYS, ...MAIL, ...nowhere });
    expect(code).toBe(1);
    expect(stderr).not.toContain('The configuration is not valid');
  });
});
