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
  const options = { cwd: folder, env: { ...env, PATH: '' }, timeout: 20_000 };
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

describe('The server does not start', () => {
  it.each([
    ['with the secret of the documentation', { JWT_SECRET: SPEC_SECRET }, ['JWT_SECRET']],
    [
      'with three faults',
      {
        JWT_SECRET: '',
        FRONTEND_URL: 'http://canary-host.test',
        STRIPE_SECRET_KEY: 'sk_live_canary',
      },
      ['JWT_SECRET', 'FRONTEND_URL', 'STRIPE_WEBHOOK_SECRET'],
    ],
    ['with a variable it cannot read', { PORT: 'canary' }, ['PORT']],
  ])('in production %s: it names the variables, not their values', async (_, change, names) => {
    const { code, stdout, stderr, left } = await start({ ...SAFE, ...change });
    expect([code, stdout, left]).toEqual([1, '', []]);
    expect([...stderr.matchAll(/^ {2}- ([A-Z_]+):/gm)].map(([, name]) => name)).toEqual(names);
    expect(stderr).not.toMatch(/canary|super-secret|^ +at /m);
  });
});
